package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.lowering.recipe.quantised.Steps;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.List;
import java.util.Map;

/**
 * Integer sums times a scale, as quantised integers: saturate(round(float32(x) · scale) + zero) in
 * float32 arithmetic, with one scale or one a slice of an axis, or the mean that a sum stands for.
 * No operator of ONNX: import puts it behind the integer arithmetic of quantised operators.
 */
final class Requantise implements Lowered {
  private static final String TYPE = "Requantise";
  private static final String SCALES = "scales";
  private static final String AXIS = "axis";
  private static final String TO = "to";
  private static final String ZERO = "zero_point";
  private static final String COUNT = "count";
  private static final String RESULT_SCALE = "result_scale";

  /**
   * Adds one to an expansion.
   *
   * @param sums integers
   * @param scales one, or one a slice of {@code axis}
   * @return the quantised integers
   */
  static String add(
      Expansion expansion, String sums, double[] scales, int axis, QuantisedType result) {
    return expansion.addOwn(
        "quantised",
        TYPE,
        List.of(sums),
        Map.of(
            SCALES,
            new Attribute.Reals(scales),
            AXIS,
            new Attribute.Integer(axis),
            TO,
            new Attribute.Integer(result.type().onnxCode()),
            ZERO,
            new Attribute.Integer(result.zero())));
  }

  /**
   * Adds one that makes means of sums: saturate(round(float32(x) · scale / count / resultScale +
   * zero)), each step in float32.
   */
  static String mean(
      Expansion expansion,
      String sums,
      float scale,
      int count,
      float resultScale,
      QuantisedType result) {
    return expansion.addOwn(
        "quantised",
        TYPE,
        List.of(sums),
        Map.of(
            SCALES,
            new Attribute.Reals(scale),
            COUNT,
            new Attribute.Integer(count),
            RESULT_SCALE,
            new Attribute.Real(resultScale),
            TO,
            new Attribute.Integer(result.type().onnxCode()),
            ZERO,
            new Attribute.Integer(result.zero())));
  }

  /** The result of one sum of a slice. */
  private static long of(Node node, QuantisedType result, float scale, long sum) {
    long count = node.integer(COUNT, 0);
    return count == 0
        ? result.requantised(sum, scale)
        : result.saturated(
            (float) sum * scale / (float) count / (float) node.real(RESULT_SCALE, 1)
                + (float) result.zero());
  }

  private static QuantisedType result(Node node) {
    return new QuantisedType(DataType.ofOnnxCode((int) node.integer(TO, 0)), node.integer(ZERO, 0));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo sums = inputs.input(0);
    int scales = node.required(SCALES, node::reals).length;
    int axis = (int) node.integer(AXIS, 0);
    if (scales != 1 && (axis >= sums.rank() || scales != sums.shape()[axis])) {
      throw new InvalidNodeException(scales + " scales of " + sums + " along axis " + axis);
    }
    return List.of(new ValueInfo(result(node).type(), sums.shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData x = inputs.get(0);
    double[] scales = node.required(SCALES, node::reals);
    QuantisedType result = result(node);
    int inner =
        scales.length == 1 ? 1 : Shape.size(x.shape(), (int) node.integer(AXIS, 0) + 1, x.rank());
    long[] sums = x.longs();
    long[] quantised = new long[sums.length];
    for (int i = 0; i < sums.length; i++) {
      quantised[i] = of(node, result, (float) scales[i / inner % scales.length], sums[i]);
    }
    return List.of(TensorData.ofLongs(result.type(), x.shape(), quantised));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    double[] scales = node.required(SCALES, node::reals);
    QuantisedType result = result(node);
    Wire x = context.wires().of(node.inputs().get(0));
    Wire y =
        Steps.lower(
            context,
            output,
            x,
            (int) node.integer(AXIS, 0),
            scales.length,
            result,
            (slice, sum) -> of(node, result, (float) scales[slice], sum));
    context.wires().bind(output, y);
  }
}
