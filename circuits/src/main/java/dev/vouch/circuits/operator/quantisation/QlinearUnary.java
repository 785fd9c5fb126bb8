package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.Float32Logistic;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** QLinearSigmoid and QLinearLeakyRelu of onnxruntime: functions of one quantised number. */
final class QlinearUnary implements Expanded {
  private static final int RESULT = 3;
  private static final double DEFAULT_SLOPE = 0.01;

  private final String type;
  private final Kernel kernel;

  private QlinearUnary(String type, Kernel kernel) {
    this.type = type;
    this.kernel = kernel;
  }

  /** The function of real numbers, in float32. */
  @FunctionalInterface
  private interface Kernel {
    float of(Node node, float x);
  }

  static QlinearUnary sigmoid() {
    return new QlinearUnary("QLinearSigmoid", (node, x) -> Float32Logistic.of(x));
  }

  static QlinearUnary leakyRelu() {
    return new QlinearUnary(
        "QLinearLeakyRelu",
        (node, x) -> x >= 0 ? x : (float) node.real("alpha", DEFAULT_SLOPE) * x);
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
    QuantisedType x = QuantisedParameter.operand(node, expansion, 0, 2);
    float scale = QuantisedParameter.onlyScale(node, expansion, 1);
    QuantisedType y =
        node.hasInput(RESULT + 1)
            ? QuantisedParameter.result(node, expansion, RESULT + 1)
            : new QuantisedType(x.type(), 0);
    float resultScale = QuantisedParameter.onlyScale(node, expansion, RESULT);
    expansion.output(
        0,
        changed(
            expansion,
            node.input(0),
            x,
            y,
            q -> y.quantised(kernel.of(node, x.real(q, scale)), resultScale)));
  }

  /** A function of each of the type's integers. */
  @FunctionalInterface
  interface OfInteger {
    /** Its value at one of them. */
    long at(long q);
  }

  /** Adds the table of a function of quantised integers. */
  static String changed(
      Expansion expansion, String input, QuantisedType x, QuantisedType y, OfInteger function) {
    if (x.type().bits() != Byte.SIZE) {
      throw new UnsupportedNodeException("operands of more than 8 bits are not supported");
    }
    long first = x.least();
    long[] table = new long[1 << Byte.SIZE];
    for (int i = 0; i < table.length; i++) {
      table[i] = function.at(first + i);
    }
    return expansion.addOwn(
        "changed",
        IntegerTable.TYPE,
        List.of(input),
        IntegerTable.attributes(first, table, y.type()));
  }
}
