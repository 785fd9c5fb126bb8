package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.SliceShift;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Slices along an axis times powers of two: x · 2^exponents[i] for slice i. No operator of ONNX:
 * equalisation puts it where the factors of slices begin or end.
 */
public final class SliceScaling implements Lowered {
  /** Of operators that vouch itself puts into graphs; models cannot have them. */
  public static final String DOMAIN = "dev.vouch";

  private static final String TYPE = "SliceScaling";
  private static final String AXIS = "axis";
  private static final String EXPONENTS = "exponents";

  /** A node that scales a value. */
  public static Node node(String output, String input, int axis, List<Integer> exponents) {
    long[] values = exponents.stream().mapToLong(Integer::longValue).toArray();
    Map<String, Attribute> attributes =
        Map.of(AXIS, new Attribute.Integer(axis), EXPONENTS, new Attribute.Integers(values));
    return new Node(output, TYPE, DOMAIN, 1, List.of(input), List.of(output), attributes);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return DOMAIN;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(inputs.input(0));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData x = inputs.get(0);
    int axis = axis(node);
    int[] exponents = exponents(node, x.shape()[axis]);
    int inner = Shape.size(x.shape(), axis + 1, x.rank());
    double[] cells = x.toDoubles().clone();
    Arrays.setAll(
        cells, cell -> Math.scalb(cells[cell], exponents[cell / inner % exponents.length]));
    return List.of(TensorData.ofDoubles(x.type(), x.shape(), cells));
  }

  @Override
  public Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    // Slices that are made larger are small ones: what counts is the largest of all.
    double before = seen.magnitude(node.input(0)).orElse(0);
    double after = seen.magnitude(node.outputs().get(0)).orElse(0);
    return before == 0 ? Tolerance.NONE : results.dividedBy(after / before);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    int axis = axis(node);
    int[] exponents = exponents(node, context.graph().shape(output).get(axis));
    context
        .wires()
        .bind(
            output,
            SliceShift.lower(
                context, output, context.wires().of(node.inputs().get(0)), axis, exponents));
  }

  private static int axis(Node node) {
    return (int) node.integer(AXIS, 0);
  }

  /** One exponent a slice. */
  private static int[] exponents(Node node, int slices) {
    long[] given = Objects.requireNonNull(node.integers(EXPONENTS));
    int[] exponents = new int[slices];
    Arrays.setAll(exponents, i -> (int) given[given.length == 1 ? 0 : i]);
    return exponents;
  }
}
