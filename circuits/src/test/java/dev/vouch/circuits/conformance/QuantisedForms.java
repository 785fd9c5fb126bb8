package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forms of operators on quantised integers, each beside the real arithmetic between
 * DequantizeLinear and QuantizeLinear that it stands for.
 */
final class QuantisedForms {
  private static final String MICROSOFT = "com.microsoft";
  private static final int OPSET = 21;
  private static final int[] SCALAR = {};

  private QuantisedForms() {}

  private static TensorData scale(double value) {
    return TensorData.ofDoubles(DataType.FLOAT, SCALAR, (float) value);
  }

  private static TensorData scales(double... values) {
    double[] floats = Arrays.stream(values).map(value -> (float) value).toArray();
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {values.length}, floats);
  }

  private static TensorData zero(DataType type, long value) {
    return TensorData.ofLongs(type, SCALAR, value);
  }

  private static TensorData weights(DataType type, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    long[] values = new long[size];
    Arrays.setAll(values, i -> type.wrap(37L * i * i - 90L * i + 11));
    return TensorData.ofLongs(type, shape, values);
  }

  static List<FormFamily> families() {
    List<FormFamily> all = new ArrayList<>();
    all.addAll(quantisations());
    all.addAll(integerProducts());
    all.addAll(layers());
    all.addAll(functions());
    return all;
  }

  private static List<FormFamily> quantisations() {
    int[] opsets = {10, 13, 19, 21, 23};
    TensorData zeros = TensorData.ofLongs(DataType.INT8, new int[] {3}, -3, 0, 127);
    return List.of(
        FormFamily.of("QuantizeLinear", "one scale, halves to even integers", 3, 4)
            .form(opsets, List.of(scale(0x1p-4), zero(DataType.UINT8, 7))),
        FormFamily.of("QuantizeLinear", "without a zero point", 3, 4)
            .form(opsets, List.of(scale(0.013))),
        FormFamily.of("QuantizeLinear", "along an axis", 3, 4)
            .form(
                new int[] {13, 19, 21, 23},
                List.of(scales(0.5, 0.01, 0.1), zeros),
                attribute("axis", -2)),
        FormFamily.of("DynamicQuantizeLinear", "of the numbers that calibrated it", 3, 4)
            .outputs(3)
            .form(new int[] {11, 21}),
        FormFamily.of("QuantizeLinear", "to 16 bits", 2, 2)
            .form(new int[] {21, 23}, List.of(scale(0.0001), zero(DataType.UINT16, 30000))),
        FormFamily.of("QuantizeLinear", "of computed numbers", 3, 4)
            .nodes(
                OPSET,
                ModelBuilder.model()
                    .initializer("s", scale(0x1p-4))
                    .initializer("z", zero(DataType.INT8, 7))
                    .node("Add", "x x", "twice")
                    .node("QuantizeLinear", "twice s z", "y0")));
  }

  private static List<FormFamily> integerProducts() {
    TensorData kernel = weights(DataType.UINT8, 2, 2, 2, 2);
    TensorData matrix = weights(DataType.INT8, 4, 3);
    return List.of(
        FormFamily.of("ConvInteger", "with padding and zero points", DataType.UINT8, 1, 2, 3, 3)
            .form(
                new int[] {10, 21},
                List.of(kernel, zero(DataType.UINT8, 113), zero(DataType.UINT8, 128)),
                attributes("pads", 1, 0, 0, 1))
            .nodes(
                OPSET,
                ModelBuilder.model()
                    .initializer("w", kernel)
                    .initializer("xz", zero(DataType.INT32, 113))
                    .initializer("wz", zero(DataType.INT32, 128))
                    .node("Cast", "x", "xi", attribute("to", DataType.INT32.onnxCode()))
                    .node("Cast", "w", "wi", attribute("to", DataType.INT32.onnxCode()))
                    .node("Sub", "xi xz", "xc")
                    .node("Sub", "wi wz", "wc")
                    .node("Conv", "xc wc", "y0", attributes("pads", 1, 0, 0, 1))),
        FormFamily.of("MatMulInteger", "a zero point a column", DataType.INT8, 2, 4)
            .form(
                new int[] {10, 21},
                List.of(
                    matrix,
                    zero(DataType.INT8, -5),
                    TensorData.ofLongs(DataType.INT8, new int[] {3}, 0, -7, 90)))
            .nodes(
                OPSET,
                ModelBuilder.model()
                    .initializer("b", matrix)
                    .initializer("az", zero(DataType.INT32, -5))
                    .initializer("bz", TensorData.ofLongs(DataType.INT32, new int[] {3}, 0, -7, 90))
                    .node("Cast", "x", "ai", attribute("to", DataType.INT32.onnxCode()))
                    .node("Cast", "b", "bi", attribute("to", DataType.INT32.onnxCode()))
                    .node("Sub", "ai az", "ac")
                    .node("Sub", "bi bz", "bc")
                    .node("MatMul", "ac bc", "y0")),
        FormFamily.of("MatMulInteger", "of two computed operands", DataType.UINT8, 3, 3)
            .nodes(OPSET, ModelBuilder.model().node("MatMulInteger", "x x", "y0")));
  }

  private static List<FormFamily> layers() {
    TensorData kernel = weights(DataType.INT8, 3, 2, 2, 2);
    TensorData bias = TensorData.ofLongs(DataType.INT32, new int[] {3}, 900, -1700, 12);
    TensorData kernelScales = scales(0.02, 0.003, 0.011);
    TensorData kernelZeros = TensorData.ofLongs(DataType.INT8, new int[] {3}, 0, 0, 0);
    TensorData matrix = weights(DataType.INT8, 4, 3);
    AttributeProto pads = attributes("pads", 1, 1, 1, 1);
    ModelBuilder convolution =
        dequantised(DataType.UINT8, 0.05, 113)
            .initializer("w", kernel)
            .initializer("ws", kernelScales)
            .initializer("wz", kernelZeros)
            .initializer("b", bias)
            .initializer("bs", biasScales(0.05, kernelScales))
            .node("DequantizeLinear", "w ws wz", "wd", attribute("axis", 0))
            .node("DequantizeLinear", "b bs", "bd", attribute("axis", 0))
            .node("Conv", "xd wd bd", "c", pads)
            .node("Relu", "c", "r");
    ModelBuilder product =
        dequantised(DataType.INT8, 0.05, -5)
            .initializer("w", matrix)
            .initializer("ws", scale(0.01))
            .initializer("wz", zero(DataType.INT8, 3))
            .node("DequantizeLinear", "w ws wz", "wd")
            .node("MatMul", "xd wd", "r");
    ModelBuilder gemm =
        dequantised(DataType.INT8, 0.05, -5)
            .initializer("w", matrix)
            .initializer("ws", scales(0.02, 0.003, 0.011))
            .initializer("wz", kernelZeros)
            .initializer("b", bias)
            .initializer("bs", biasScales(0.05, kernelScales))
            .node("DequantizeLinear", "w ws wz", "wd", attribute("axis", 1))
            .node("DequantizeLinear", "b bs", "bd", attribute("axis", 0))
            .node("Gemm", "xd wd bd", "r");
    return List.of(
        FormFamily.of("QLinearConv", "scales of channels, a bias", DataType.UINT8, 1, 2, 3, 3)
            .form(
                new int[] {10, 21},
                List.of(
                    scale(0.05),
                    zero(DataType.UINT8, 113),
                    kernel,
                    kernelScales,
                    kernelZeros,
                    scale(0.4),
                    zero(DataType.UINT8, 0),
                    bias),
                pads)
            .nodes(OPSET, quantised(convolution, 0.4, zero(DataType.UINT8, 0))),
        FormFamily.of("QLinearMatMul", "one scale each", DataType.INT8, 2, 4)
            .form(
                new int[] {10, 21},
                List.of(
                    scale(0.05),
                    zero(DataType.INT8, -5),
                    matrix,
                    scale(0.01),
                    zero(DataType.INT8, 3),
                    scale(0.09),
                    zero(DataType.INT8, 10)))
            .nodes(OPSET, quantised(product, 0.09, zero(DataType.INT8, 10))),
        FormFamily.of(MICROSOFT + ".QGemm", "scales of columns, a bias", DataType.INT8, 2, 4)
            .nodes(
                OPSET,
                operands(0.05, zero(DataType.INT8, -5))
                    .initializer("w", matrix)
                    .initializer("ws", kernelScales)
                    .initializer("wz", kernelZeros)
                    .initializer("b", bias)
                    .initializer("ys", scale(0.3))
                    .initializer("yz", zero(DataType.INT8, 1))
                    .call(MICROSOFT, "QGemm", "x xs xz w ws wz b ys yz", "y0"))
            .nodes(OPSET, quantised(gemm, 0.3, zero(DataType.INT8, 1))));
  }

  private static List<FormFamily> functions() {
    List<FormFamily> all = new ArrayList<>();
    TensorData row = weights(DataType.INT8, 4);
    for (String type : List.of("Add", "Mul")) {
      ModelBuilder real =
          dequantised(DataType.INT8, 0.05, -5)
              .initializer("w", row)
              .initializer("ws", scale(0.02))
              .initializer("wz", zero(DataType.INT8, 100))
              .node("DequantizeLinear", "w ws wz", "wd")
              .node(type, "xd wd", "r");
      all.add(
          FormFamily.of(MICROSOFT + ".QLinear" + type, "with a constant row", DataType.INT8, 3, 4)
              .nodes(
                  OPSET,
                  operands(0.05, zero(DataType.INT8, -5))
                      .initializer("w", row)
                      .initializer("ws", scale(0.02))
                      .initializer("wz", zero(DataType.INT8, 100))
                      .initializer("ys", scale(0.1))
                      .initializer("yz", zero(DataType.INT8, 7))
                      .call(MICROSOFT, "QLinear" + type, "x xs xz w ws wz ys yz", "y0"))
              .nodes(OPSET, quantised(real, 0.1, zero(DataType.INT8, 7))));
    }
    all.add(ofOne("Sigmoid", 1.0 / 256, new int[] {3, 4}));
    all.add(ofOne("LeakyRelu", 0.03, new int[] {3, 4}, attribute("alpha", 0.2)));
    all.add(ofOne("GlobalAveragePool", 0.03, new int[] {2, 2, 3, 3}));
    AttributeProto kernel = attributes("kernel_shape", 2, 2);
    all.add(ofOne("AveragePool", 0.03, new int[] {1, 2, 4, 4}, kernel));
    all.add(
        ofOne("AveragePool", 0.07, new int[] {1, 2, 3, 3}, kernel, attributes("pads", 1, 1, 1, 1)));
    ModelBuilder joined =
        dequantised(DataType.UINT8, 0.05, 5)
            .initializer("s", scale(0.02))
            .initializer("z", zero(DataType.UINT8, 90))
            .node("DequantizeLinear", "x s z", "other")
            .node("Concat", "xd other", "r", attribute("axis", 1));
    all.add(
        FormFamily.of(MICROSOFT + ".QLinearConcat", "of unlike scales", DataType.UINT8, 2, 3)
            .nodes(
                OPSET,
                operands(0.05, zero(DataType.UINT8, 5))
                    .initializer("s", scale(0.02))
                    .initializer("z", zero(DataType.UINT8, 90))
                    .call(
                        MICROSOFT,
                        "QLinearConcat",
                        "xs xz x xs xz x s z",
                        "y0",
                        attribute("axis", 1)))
            .nodes(OPSET, quantised(joined, 0.05, zero(DataType.UINT8, 5))));
    return all;
  }

  /** An operator on one quantised value. */
  private static FormFamily ofOne(
      String type, double resultScale, int[] shape, AttributeProto... attributes) {
    TensorData zero = zero(DataType.UINT8, 31);
    ModelBuilder real = dequantised(DataType.UINT8, 0.05, 120).node(type, "xd", "r", attributes);
    return FormFamily.of(
            MICROSOFT + ".QLinear" + type,
            attributes.length > 1 ? "with padding" : "one scale each",
            DataType.UINT8,
            shape)
        .nodes(
            OPSET,
            operands(0.05, zero(DataType.UINT8, 120))
                .initializer("ys", scale(resultScale))
                .initializer("yz", zero)
                .call(MICROSOFT, "QLinear" + type, "x xs xz ys yz", "y0", attributes))
        .nodes(OPSET, quantised(real, resultScale, zero));
  }

  private static TensorData biasScales(double x, TensorData weights) {
    double[] products =
        Arrays.stream(weights.toDoubles()).map(w -> (float) ((float) x * (float) w)).toArray();
    return TensorData.ofDoubles(DataType.FLOAT, weights.shape(), products);
  }

  private static ModelBuilder operands(double scale, TensorData zero) {
    return ModelBuilder.model().initializer("xs", scale(scale)).initializer("xz", zero);
  }

  private static ModelBuilder dequantised(DataType type, double scale, long zero) {
    return operands(scale, zero(type, zero)).node("DequantizeLinear", "x xs xz", "xd");
  }

  private static ModelBuilder quantised(ModelBuilder model, double scale, TensorData zero) {
    return model
        .initializer("ys", scale(scale))
        .initializer("yz", zero)
        .node("QuantizeLinear", "r ys yz", "y0");
  }
}
