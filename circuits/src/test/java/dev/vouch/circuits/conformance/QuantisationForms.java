package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;

/** Forms of operators on quantised integers, beside the arithmetic that they stand for. */
final class QuantisationForms {
  private static final int OPSET = 23;

  private QuantisationForms() {}

  private static TensorData reals(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static TensorData bytes(int[] shape, long... values) {
    return TensorData.ofLongs(DataType.INT8, shape, values);
  }

  static List<FormFamily> families() {
    int[] scalar = {};
    int[] three = {3};
    int[] spread = {3, 1};
    TensorData scales = reals(three, 0.5, 0.01, 2);
    TensorData zeros = bytes(three, 3, -128, 127);
    int[] blocks = {3, 2};
    TensorData scalesOfBlocks = reals(blocks, 0.5, 1, 0.25, 0.125, 2, 4);
    TensorData zerosOfBlocks = bytes(blocks, 1, 2, 3, 4, 5, 6);
    int[] whole = {3, 4};
    return List.of(
        FormFamily.of("DequantizeLinear", "one scale", DataType.INT8, 3, 4)
            .form(new int[] {10, 13, 19, 21, 23}, List.of(reals(scalar, 0.25), bytes(scalar, -7)))
            .nodes(OPSET, arithmetic(reals(scalar, 0.25), reals(scalar, -7))),
        FormFamily.of("DequantizeLinear", "without a zero point", DataType.INT8, 3, 4)
            .form(new int[] {10, 13, 19, 21, 23}, List.of(reals(new int[] {1}, 0.25)))
            .nodes(OPSET, arithmetic(reals(scalar, 0.25), reals(scalar, 0))),
        FormFamily.of("DequantizeLinear", "along an axis", DataType.INT8, 3, 4)
            .form(new int[] {13, 19, 21, 23}, List.of(scales, zeros), attribute("axis", -2))
            .nodes(OPSET, arithmetic(scales.reshape(spread), reals(spread, 3, -128, 127))),
        FormFamily.of("DequantizeLinear", "in blocks", DataType.INT8, 3, 4)
            .form(
                new int[] {21, 23},
                List.of(scalesOfBlocks, zerosOfBlocks),
                attribute("axis", 1),
                attribute("block_size", 3))
            .nodes(
                OPSET,
                arithmetic(
                    reals(whole, 0.5, 0.5, 0.5, 1, 0.25, 0.25, 0.25, 0.125, 2, 2, 2, 4),
                    reals(whole, 1, 1, 1, 2, 3, 3, 3, 4, 5, 5, 5, 6))));
  }

  /** (x − zero) · scale. */
  private static ModelBuilder arithmetic(TensorData scale, TensorData zero) {
    return ModelBuilder.model()
        .initializer("s", scale)
        .initializer("z", zero)
        .node("Cast", "x", "real", attribute("to", DataType.FLOAT.onnxCode()))
        .node("Sub", "real z", "centred")
        .node("Mul", "centred s", "y0");
  }
}
