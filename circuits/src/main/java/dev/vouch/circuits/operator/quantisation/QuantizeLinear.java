package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.lowering.recipe.quantised.Steps;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * QuantizeLinear (ai.onnx from opset 10): saturate(round(x / y_scale) + y_zero_point), halves to
 * even ones, in float32 arithmetic; scale and zero point are one number, or one a slice of {@code
 * axis}. Of an input of the network every float32 number is told from every other, so that the
 * integers are exact.
 */
final class QuantizeLinear implements Lowered {
  private static final int SCALE = 1;
  private static final int ZERO_POINT = 2;

  @Override
  public String type() {
    return "QuantizeLinear";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public boolean takesPlaces(Node node, Inference inputs) {
    return true;
  }

  /** What the integers are, and the scales: one, or one a slice of an axis. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Parameters(DataType type, int axis, int inner, float[] scales, long[] zeros) {
    int slice(int cell) {
      return cell / inner % scales.length;
    }

    QuantisedType result(int slice) {
      return new QuantisedType(type, zeros[slice]);
    }

    /** The result, in the type that is computed with. */
    long quantised(int slice, double x) {
      if (Double.isNaN(x)) {
        throw new InvalidNodeException("NaN is no integer");
      }
      return result(slice).quantised((float) x, scales[slice]);
    }
  }

  private static DataType resultType(Node node, Inference inputs) {
    if (inputs.has(ZERO_POINT)) {
      return inputs.input(ZERO_POINT).type();
    }
    long given = node.integer("output_dtype", 0);
    return given == 0 ? DataType.UINT8 : DataType.ofOnnxCode((int) given);
  }

  private static Parameters parameters(Node node, Inference inputs) {
    ValueInfo x = inputs.input(0);
    TensorData scale = inputs.constant(SCALE);
    TensorData zero = inputs.constant(ZERO_POINT);
    if (!x.type().isFloating() && x.type() != DataType.INT32) {
      throw new InvalidNodeException("x is " + x);
    }
    if (scale == null || (inputs.has(ZERO_POINT) && zero == null)) {
      throw new UnsupportedNodeException(
          "scale and zero point must be constant, but they depend on the model's input");
    }
    if (node.integer("block_size", 0) > 0) {
      throw new UnsupportedNodeException("scales of blocks are not supported");
    }
    if (x.type() == DataType.DOUBLE || node.integer("precision", 1) != 1) {
      throw new UnsupportedNodeException("only float32 arithmetic is supported");
    }
    double[] scales = scale.toDoubles();
    int axis = scales.length == 1 ? 0 : Shape.axis(node.integer("axis", 1), x.rank());
    if (scales.length != 1 && (scale.rank() != 1 || scales.length != x.shape()[axis])) {
      throw new InvalidNodeException(
          "scales of " + x + " along axis " + axis + " are " + ValueInfo.of(scale));
    }
    return new Parameters(
        resultType(node, inputs),
        axis,
        scales.length == 1 ? 1 : Shape.size(x.shape(), axis + 1, x.rank()),
        floats(scales),
        zeros(zero, scales.length));
  }

  private static float[] floats(double[] scales) {
    float[] floats = new float[scales.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) scales[i];
      if (!(floats[i] > 0) || Float.isInfinite(floats[i])) {
        throw new InvalidNodeException("scale " + scales[i] + " is no positive number");
      }
    }
    return floats;
  }

  private static long[] zeros(@Nullable TensorData zero, int count) {
    if (zero != null && zero.isFloating()) {
      throw new UnsupportedNodeException("results that are no integers are not supported");
    }
    long[] zeros = zero == null ? new long[count] : zero.longs();
    if (zeros.length != count) {
      throw new InvalidNodeException(zeros.length + " zero points for " + count + " scales");
    }
    return zeros;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    parameters(node, inputs).result(0);
    return List.of(new ValueInfo(resultType(node, inputs), inputs.input(0).shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    Parameters parameters = parameters(node, inputs.asInference());
    double[] x = inputs.get(0).toDoubles();
    long[] quantised = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      quantised[i] = parameters.quantised(parameters.slice(i), x[i]);
    }
    return List.of(TensorData.ofLongs(parameters.type(), inputs.get(0).shape(), quantised));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    String input = node.inputs().get(0);
    Parameters parameters = parameters(node, context.graph().inference(node));
    context
        .wires()
        .bind(
            output,
            Steps.ofReals(
                context,
                output,
                input,
                parameters.axis(),
                parameters.scales().length,
                parameters.result(0),
                parameters::quantised));
  }
}
