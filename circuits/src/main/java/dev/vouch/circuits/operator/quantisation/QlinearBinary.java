package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** QLinearAdd and QLinearMul of onnxruntime: two quantised operands that broadcast. */
final class QlinearBinary implements Expanded {
  private static final int B = 3;
  private static final int RESULT = 6;

  private final String type;
  private final Kernel kernel;

  private QlinearBinary(String type, Kernel kernel) {
    this.type = type;
    this.kernel = kernel;
  }

  /** An operand of the node: its type, zero point and scale. */
  private record Side(QuantisedType type, float scale) {
    float zero() {
      return type.zero();
    }
  }

  /** The arithmetic of one pair of integers. */
  @FunctionalInterface
  private interface Kernel {
    long of(long a, Side sideA, long b, Side sideB, Side result);
  }

  /** The sum of the operands, in the order of mlas, qladd.cpp. */
  static QlinearBinary sum() {
    return new QlinearBinary(
        "QLinearAdd",
        (a, sideA, b, sideB, result) -> {
          float ofA = sideA.scale() / result.scale();
          float ofB = sideB.scale() / result.scale();
          float fixed = result.zero() - Math.fma(ofA, sideA.zero(), ofB * sideB.zero());
          return result.type().saturated(Math.fma(ofA, (float) a, Math.fma(ofB, (float) b, fixed)));
        });
  }

  /** The product of the operands, in the order of mlas, qlmul.cpp. */
  static QlinearBinary product() {
    return new QlinearBinary(
        "QLinearMul",
        (a, sideA, b, sideB, result) -> {
          float scale = sideA.scale() * sideB.scale() / result.scale();
          long product = (a - sideA.type().zero()) * (b - sideB.type().zero());
          return result.type().saturated((float) product * scale + result.zero());
        });
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String domain() {
    return QuantisationOperators.MICROSOFT;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    Side a = side(node, expansion, 0);
    Side b = side(node, expansion, B);
    QuantisedType type =
        node.hasInput(RESULT + 1)
            ? QuantisedParameter.result(node, expansion, RESULT + 1)
            : new QuantisedType(a.type().type(), 0);
    Side result = new Side(type, QuantisedParameter.onlyScale(node, expansion, RESULT));
    expansion.output(
        0,
        PairTable.add(
            expansion,
            node.input(0),
            node.input(B),
            type.type(),
            (x, y) -> kernel.of(x, a, y, b, result)));
  }

  private static Side side(Node node, Expansion expansion, int operand) {
    QuantisedType type = QuantisedParameter.operand(node, expansion, operand, operand + 2);
    if (type.type().bits() != Byte.SIZE) {
      throw new UnsupportedNodeException("operands of more than 8 bits are not supported");
    }
    return new Side(type, QuantisedParameter.onlyScale(node, expansion, operand + 1));
  }
}
