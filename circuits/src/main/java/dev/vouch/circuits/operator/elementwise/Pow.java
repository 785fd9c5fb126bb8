package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.wide.ConstantPowers;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Casting;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.PowerTolerance;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pow: base to the power of exponent, broadcast, with the type of the base. Real numbers to a
 * computed power are exp(exponent · ln base), which is defined for positive bases.
 */
final class Pow implements Lowered {
  private static final int OPSET = 13;

  /** Slices to higher powers are further apart than shifts reach. */
  private static final int MOST_OF_FACTORS = 3;

  @Override
  public String type() {
    return "Pow";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo base = inputs.input(0);
    return List.of(base.withShape(Shape.broadcast(base.shape(), inputs.input(1).shape())));
  }

  @Override
  public List<Node> rewritten(Node node, Inference inputs) {
    boolean real = inputs.input(0).type().isFloating() && inputs.input(1).type().isFloating();
    if (!real || inputs.constant(1) != null || !negativeFree(inputs.constant(0))) {
      return LegacyBroadcast.rewritten(node, inputs);
    }
    String logarithm = node.name() + "/logarithm";
    String product = node.name() + "/product";
    Node power = node.with(List.of(logarithm, node.input(1)), List.of(product));
    List<Node> aligned = LegacyBroadcast.rewritten(power, inputs);
    Node last = aligned.get(aligned.size() - 1);
    List<Node> nodes = new ArrayList<>();
    nodes.add(plain(logarithm, "Log", List.of(node.input(0)), logarithm));
    nodes.addAll(aligned.subList(0, aligned.size() - 1));
    nodes.add(plain(product, "Mul", last.inputs(), product));
    nodes.add(plain(node.name(), "Exp", List.of(product), node.outputs().get(0)));
    return nodes;
  }

  private static Node plain(String name, String type, List<String> inputs, String output) {
    return new Node(name, type, "", OPSET, inputs, List.of(output), Map.of());
  }

  /** Whether a base is not known, or all of it is positive. */
  private static boolean negativeFree(@Nullable TensorData base) {
    return base == null || Arrays.stream(base.toDoubles()).allMatch(x -> x > 0);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo info = infer(node, inputs.asInference()).get(0);
    double[] bases = inputs.get(0).broadcastTo(info.shape()).toDoubles();
    double[] exponents = inputs.get(1).broadcastTo(info.shape()).toDoubles();
    double[] result = new double[bases.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = StrictMath.pow(bases[i], exponents[i]);
    }
    return List.of(Casting.ofComputed(info.type(), info.shape(), result));
  }

  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    int power = naturalPower(inputs.constant(1));
    if (power > 0) {
      factors.multiplies(0, power);
    } else {
      factors.wide(0, infer(node, inputs).get(0));
    }
  }

  /** A small natural number that is the power of all cells; 0 if there is none. */
  private static int naturalPower(@Nullable TensorData exponents) {
    double[] powers =
        exponents == null
            ? new double[0]
            : Arrays.stream(exponents.toDoubles()).distinct().toArray();
    boolean natural = powers.length == 1 && powers[0] == Math.rint(powers[0]);
    return natural && powers[0] >= 1 && powers[0] <= MOST_OF_FACTORS ? (int) powers[0] : 0;
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    double[] exponents = exponent(inputs);
    return operand == 0 && exponents.length == 1
        ? PowerTolerance.of(exponents[0], node.input(0), seen, results)
        : Tolerance.NONE;
  }

  private static double[] exponent(Inference inputs) {
    TensorData exponents = inputs.constant(1);
    return exponents == null
        ? new double[0]
        : Arrays.stream(exponents.toDoubles()).distinct().toArray();
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String base = node.input(0);
    TensorData exponents = context.graph().constant(node.input(1));
    context.wires().bind(output, ConstantPowers.lower(context, output, base, exponents));
  }
}
