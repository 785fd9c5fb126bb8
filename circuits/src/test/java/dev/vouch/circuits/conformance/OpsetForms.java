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
import java.util.Random;

/** The forms that operators of feed-forward networks have had in ONNX's opsets. */
public final class OpsetForms {
  private OpsetForms() {}

  public static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    families.addAll(activations());
    families.addAll(arithmetic());
    families.addAll(linear());
    families.addAll(pooling());
    families.addAll(reductions());
    families.addAll(shapes());
    return families;
  }

  private static int[] opsets(int... opsets) {
    return opsets;
  }

  private static TensorData reals(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static TensorData number(double value) {
    return reals(new int[0], value);
  }

  private static TensorData integers(long... values) {
    return TensorData.ofVector(values);
  }

  private static TensorData random(double lo, double hi, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Random random = new Random(Arrays.hashCode(shape));
    return reals(shape, random.doubles(size, lo, hi).map(v -> (float) v).toArray());
  }

  private static TensorData weights(int... shape) {
    return random(-1, 1, shape);
  }

  private static List<FormFamily> activations() {
    AttributeProto[] none = {};
    return List.of(
        FormFamily.of("Relu", "max(x, 0)", 2, 5)
            .form(opsets(1), attributes("consumed_inputs", 0))
            .form(opsets(6, 13, 14)),
        FormFamily.of("LeakyRelu", "slope 0.01", 2, 5).form(opsets(1, 6, 16), none),
        FormFamily.of("LeakyRelu", "slope 0.3", 2, 5)
            .form(opsets(1, 6, 16), attribute("alpha", 0.3)),
        FormFamily.of("Sigmoid", "logistic", 2, 5).form(opsets(1, 6, 13)),
        FormFamily.of("Tanh", "hyperbolic tangent", 2, 5).form(opsets(1, 6, 13)),
        FormFamily.of("Clip", "both bounds", 2, 5)
            .form(opsets(1, 6), attribute("min", -0.5), attribute("max", 0.75))
            .form(opsets(11, 12, 13), List.of(number(-0.5), number(0.75))),
        FormFamily.of("Clip", "lower bound", 2, 5)
            .form(opsets(6), attribute("min", 0.3))
            .form(opsets(11, 13), List.of(number(0.3))),
        FormFamily.of("Clip", "upper bound", 2, 5)
            .form(opsets(6), attribute("max", -0.25))
            .form(opsets(11, 13), Arrays.asList(null, number(-0.25))),
        FormFamily.of("Clip", "no bound", 2, 5).form(opsets(6, 11, 13)),
        FormFamily.of("Clip", "least above most gives most", 2, 5)
            .form(opsets(13), List.of(number(1), number(-1))),
        FormFamily.ofIntegers("Clip", "integers", 2, 5)
            .form(
                opsets(12, 13),
                List.of(
                    TensorData.ofLongs(DataType.INT64, new int[0], -100),
                    TensorData.ofLongs(DataType.INT64, new int[0], 200))),
        FormFamily.of("Softmax", "last of two axes", 3, 4)
            .form(opsets(1, 11), attribute("axis", 1))
            .form(opsets(11, 13)),
        FormFamily.of("Softmax", "last of three axes", 2, 3, 4)
            .form(opsets(1, 11), attribute("axis", 2))
            .form(opsets(13), attribute("axis", -1)),
        FormFamily.of("Softmax", "two axes together", 2, 3, 4)
            .form(opsets(1, 11))
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("flat", integers(2, 12))
                    .initializer("full", integers(2, 3, 4))
                    .node("Reshape", "x flat", "f")
                    .node("Softmax", "f", "s")
                    .node("Reshape", "s full", "y0")),
        FormFamily.of("ArgMax", "first axis, kept", 3, 4)
            .form(opsets(1, 11, 12, 13))
            .form(opsets(11, 13), attribute("axis", -2)),
        FormFamily.of("ArgMax", "last axis, dropped", 3, 4)
            .form(opsets(1, 11, 12, 13), attribute("axis", 1), attribute("keepdims", 0)),
        FormFamily.ofIntegers("ArgMax", "last index", 3, 4)
            .form(opsets(12, 13), attribute("select_last_index", 1)));
  }

  private static List<FormFamily> arithmetic() {
    List<FormFamily> families = new ArrayList<>();
    for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
      TensorData vector = random(0.5, 2, 3);
      families.add(
          FormFamily.of(operator, "constant vector along an axis", 2, 3, 2)
              .form(opsets(1, 6), List.of(vector), attribute("broadcast", 1), attribute("axis", 1))
              .form(opsets(7, 13, 14), List.of(vector.reshape(new int[] {3, 1}))));
      families.add(
          FormFamily.of(operator, "constant of the same shape", 2, 3)
              .form(opsets(1, 6, 7, 13, 14), List.of(random(0.5, 2, 2, 3))));
      families.add(
          FormFamily.of(operator, "constant number", 2, 3)
              .form(opsets(1, 6), List.of(number(-1.7)), attribute("broadcast", 1))
              .form(opsets(7, 13, 14), List.of(number(-1.7))));
      if (!operator.equals("Div")) {
        families.add(
            FormFamily.of(operator, "constant on the left side", 2, 3)
                .nodes(
                    14,
                    ModelBuilder.model()
                        .initializer("c", random(0.5, 2, 1, 3))
                        .node(operator, "c x", "y0")));
      }
    }
    ModelBuilder chain = ModelBuilder.model();
    for (int i = 0; i < 6; i++) {
      chain.initializer("c" + i, number(0.3 + 0.4 * i));
      chain.node("Mul", (i == 0 ? "x" : "p" + i) + " c" + i, i == 5 ? "y0" : "p" + (i + 1));
    }
    families.add(FormFamily.of("Mul", "six numbers in a row", 2, 3).nodes(14, chain));
    families.add(
        FormFamily.of("Add", "values of very different magnitude", 2, 3)
            .nodes(
                14,
                ModelBuilder.model()
                    .initializer("small", number(1e-9))
                    .node("Mul", "x small", "s")
                    .node("Add", "s x", "y0")));
    families.add(
        FormFamily.ofIntegers("Mul", "products of computed integers, doubled", 2, 3)
            .nodes(
                14,
                ModelBuilder.model()
                    .initializer("two", TensorData.ofLongs(DataType.INT64, new int[0], 2))
                    .node("Mul", "x x", "p")
                    .node("Mul", "p x", "q")
                    .node("Mul", "q two", "y0")));
    families.add(
        FormFamily.ofIntegers("Add", "large integer", 2, 3)
            .form(
                opsets(14),
                List.of(TensorData.ofLongs(DataType.INT64, new int[] {3}, 100_003, -7, 1L << 35))));
    families.add(
        FormFamily.ofIntegers("Div", "integer for each column", 2, 4)
            .form(
                opsets(7, 14),
                List.of(TensorData.ofLongs(DataType.INT64, new int[] {4}, 1, 3, 64, 60_001))));
    TensorData divisor = TensorData.ofLongs(DataType.INT64, new int[0], 7);
    for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
      families.add(
          FormFamily.ofIntegers(operator, "integers and a constant", 2, 3)
              .form(opsets(7, 13, 14), List.of(divisor)));
    }
    return families;
  }

  private static List<FormFamily> linear() {
    List<FormFamily> families = new ArrayList<>();
    int[] all = {1, 11, 22};
    families.add(
        FormFamily.of("Conv", "one axis, stride, padding, bias", 2, 3, 7)
            .form(
                all,
                List.of(weights(4, 3, 3), weights(4)),
                attributes("strides", 2),
                attributes("pads", 2, 1)));
    families.add(
        FormFamily.of("Conv", "groups, dilations, asymmetric padding", 1, 4, 6, 5)
            .form(
                all,
                List.of(weights(6, 2, 2, 3)),
                attribute("group", 2),
                attributes("dilations", 2, 1),
                attributes("pads", 1, 0, 2, 1),
                attributes("strides", 1, 2)));
    families.add(
        FormFamily.of("Conv", "depthwise", 1, 3, 5, 5)
            .form(
                all,
                List.of(weights(6, 1, 3, 3), weights(6)),
                attribute("group", 3),
                attributes("kernel_shape", 3, 3),
                attributes("pads", 1, 1, 1, 1)));
    for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      families.add(
          FormFamily.of("Conv", "auto_pad " + pad, 1, 2, 6, 5)
              .form(
                  all,
                  List.of(weights(3, 2, 3, 2)),
                  attribute("auto_pad", pad),
                  attributes("strides", 2, 2)));
    }
    families.add(
        FormFamily.of("Conv", "three axes", 1, 2, 3, 4, 3)
            .form(all, List.of(weights(2, 2, 2, 2, 2))));
    families.add(
        FormFamily.of("Conv", "computed kernel", 1, 2, 4, 4)
            .nodes(
                22,
                ModelBuilder.model()
                    .initializer("starts", integers(0, 0))
                    .initializer("ends", integers(2, 2))
                    .initializer("axes", integers(2, 3))
                    .initializer("b", weights(1))
                    .node("Slice", "x starts ends axes", "w")
                    .node("Conv", "x w b", "y0")));
    List<TensorData> normalisation =
        List.of(random(0.5, 2, 3), weights(3), random(-0.5, 0.5, 3), random(0.2, 1, 3));
    families.add(
        FormFamily.of("BatchNormalization", "by channel", 2, 3, 2, 2)
            .form(
                opsets(1),
                normalisation,
                attribute("is_test", 1),
                attributes("consumed_inputs", 0, 0, 0, 0, 0))
            .form(opsets(6), normalisation, attribute("is_test", 1))
            .form(opsets(7), normalisation, attribute("spatial", 1))
            .form(opsets(9, 14, 15), normalisation)
            .form(opsets(14, 15), normalisation, attribute("training_mode", 0)));
    families.add(
        FormFamily.of("BatchNormalization", "rows of features, epsilon", 4, 3)
            .form(opsets(7, 9, 14, 15), normalisation, attribute("epsilon", 0.1)));
    families.addAll(fused(normalisation));
    families.add(
        FormFamily.of("Gemm", "both transposed, alpha, beta, bias by row", 4, 3)
            .form(
                opsets(1, 6),
                List.of(weights(2, 4), weights(3, 1)),
                attribute("broadcast", 1),
                attribute("transA", 1),
                attribute("transB", 1),
                attribute("alpha", 0.5),
                attribute("beta", 2.0))
            .form(
                opsets(7, 9, 11, 13),
                List.of(weights(2, 4), weights(3, 1)),
                attribute("transA", 1),
                attribute("transB", 1),
                attribute("alpha", 0.5),
                attribute("beta", 2.0)));
    families.add(
        FormFamily.of("Gemm", "bias vector", 2, 3)
            .form(opsets(1, 6), List.of(weights(3, 4), weights(4)), attribute("broadcast", 1))
            .form(opsets(7, 9, 11, 13), List.of(weights(3, 4), weights(4))));
    families.add(
        FormFamily.of("Gemm", "no bias", 2, 3).form(opsets(11, 13), List.of(weights(3, 4))));
    families.add(
        FormFamily.of("MatMul", "batches, constant right side", 2, 2, 3)
            .form(opsets(1, 9, 13), List.of(weights(3, 4))));
    families.add(
        FormFamily.of("MatMul", "constant left side", 3, 2)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("c", weights(2, 4, 3))
                    .node("MatMul", "c x", "y0")));
    families.add(
        FormFamily.of("MatMul", "two computed sides", 3, 3)
            .nodes(13, ModelBuilder.model().node("MatMul", "x x", "y0")));
    return families;
  }

  private static List<FormFamily> fused(List<TensorData> normalisation) {
    ModelBuilder convolution = normalised(ModelBuilder.model(), normalisation);
    convolution
        .initializer("w", weights(3, 2, 3, 3))
        .initializer("b", weights(3))
        .node("Conv", "x w b", "c", attributes("pads", 1, 1, 1, 1))
        .node("BatchNormalization", "c n0 n1 n2 n3", "n")
        .node("Relu", "n", "y0");
    ModelBuilder grouped = normalised(ModelBuilder.model(), normalisation);
    grouped
        .initializer("w", weights(3, 1, 2, 2))
        .initializer("least", number(0))
        .initializer("most", number(1.5))
        .node("Conv", "x w", "c", attribute("group", 3))
        .node("BatchNormalization", "c n0 n1 n2 n3", "n")
        .node("Clip", "n least most", "y0");
    ModelBuilder dense = normalised(ModelBuilder.model(), normalisation);
    dense
        .initializer("w", weights(4, 3))
        .initializer("b", weights(3))
        .node("Gemm", "x w b", "g")
        .node("BatchNormalization", "g n0 n1 n2 n3", "n")
        .node("LeakyRelu", "n", "y0", attribute("alpha", 0.01));
    return List.of(
        FormFamily.of("BatchNormalization", "after Conv, before Relu", 1, 2, 4, 4)
            .nodes(15, convolution),
        FormFamily.of("BatchNormalization", "after depthwise Conv, before Clip", 2, 3, 3, 3)
            .nodes(15, grouped),
        FormFamily.of("BatchNormalization", "after Gemm, before LeakyRelu", 2, 4).nodes(15, dense));
  }

  private static ModelBuilder normalised(ModelBuilder model, List<TensorData> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      model.initializer("n" + i, parameters.get(i));
    }
    return model;
  }

  private static List<FormFamily> pooling() {
    AttributeProto kernel = attributes("kernel_shape", 2, 3);
    AttributeProto strides = attributes("strides", 2, 2);
    AttributeProto pads = attributes("pads", 1, 0, 0, 1);
    AttributeProto ceil = attribute("ceil_mode", 1);
    AttributeProto dilations = attributes("dilations", 2, 1);
    AttributeProto counted = attribute("count_include_pad", 1);
    List<FormFamily> families = new ArrayList<>();
    families.add(
        FormFamily.of("MaxPool", "strides and padding", 1, 2, 5, 6)
            .form(opsets(1, 8, 10, 11, 12, 22), kernel, strides, pads));
    families.add(
        FormFamily.of("MaxPool", "ceil_mode and dilations", 1, 2, 6, 6)
            .form(opsets(10, 11, 12, 22), kernel, strides, dilations, ceil));
    families.add(
        FormFamily.of("MaxPool", "one axis", 2, 2, 7)
            .form(opsets(1, 12, 22), attributes("kernel_shape", 3), attributes("strides", 2)));
    families.add(
        FormFamily.of("AveragePool", "strides and padding", 1, 2, 5, 6)
            .form(opsets(1, 7, 10, 11, 19, 22), kernel, strides, pads));
    families.add(
        FormFamily.of("AveragePool", "padding counted", 1, 2, 5, 6)
            .form(opsets(7, 10, 11, 19, 22), kernel, strides, pads, counted));
    families.add(
        FormFamily.of("AveragePool", "ceil_mode", 1, 2, 5, 6)
            .form(opsets(10, 11, 19, 22), kernel, strides, pads, ceil));
    families.add(
        FormFamily.of("AveragePool", "ceil_mode, padding counted", 1, 2, 5, 6)
            .form(opsets(10, 11, 19, 22), kernel, strides, pads, ceil, counted));
    families.add(
        FormFamily.of("AveragePool", "dilations", 1, 2, 6, 6)
            .form(opsets(19, 22), kernel, dilations));
    for (String operator : List.of("MaxPool", "AveragePool")) {
      for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
        families.add(
            FormFamily.of(operator, "auto_pad " + pad, 1, 1, 5, 6)
                .form(opsets(1, 11, 22), kernel, strides, attribute("auto_pad", pad)));
      }
    }
    families.add(FormFamily.of("GlobalAveragePool", "two axes", 2, 3, 3, 5).form(opsets(1, 22)));
    families.add(
        FormFamily.of("GlobalAveragePool", "after a convolution", 1, 2, 9, 9)
            .nodes(
                22,
                ModelBuilder.model()
                    .initializer("w", weights(3, 2, 3, 3))
                    .node("Conv", "x w", "c")
                    .node("GlobalAveragePool", "c", "y0")));
    families.add(FormFamily.of("GlobalAveragePool", "one axis", 2, 3, 4).form(opsets(1, 22)));
    return families;
  }

  private static List<FormFamily> reductions() {
    List<FormFamily> families = new ArrayList<>();
    for (String operator : List.of("ReduceMean", "ReduceSum")) {
      int moved = operator.equals("ReduceSum") ? 13 : 18;
      int[] before = operator.equals("ReduceSum") ? opsets(1, 11) : opsets(1, 11, 13);
      int[] since = operator.equals("ReduceSum") ? opsets(13, 18) : opsets(18);
      families.add(
          FormFamily.of(operator, "two of three axes, kept", 2, 3, 4)
              .form(before, attributes("axes", 0, 2))
              .form(since, List.of(integers(0, -1))));
      families.add(
          FormFamily.of(operator, "middle axis, dropped", 2, 3, 4)
              .form(before, attributes("axes", 1), attribute("keepdims", 0))
              .form(since, List.of(integers(-2)), attribute("keepdims", 0)));
      families.add(
          FormFamily.of(operator, "negative axes", 2, 3, 4)
              .form(opsets(11), attributes("axes", -1))
              .form(since, List.of(integers(-1))));
      families.add(FormFamily.of(operator, "all axes", 2, 3).form(before).form(since));
      families.add(
          FormFamily.of(operator, "no axes, no operation", 2, 3)
              .form(opsets(moved), List.of(integers()), attribute("noop_with_empty_axes", 1))
              .form(opsets(moved), attribute("noop_with_empty_axes", 1)));
    }
    families.add(
        FormFamily.ofIntegers("ReduceSum", "integers", 2, 3, 4)
            .form(opsets(11), attributes("axes", 1))
            .form(opsets(13), List.of(integers(1))));
    return families;
  }

  private static List<FormFamily> shapes() {
    AttributeProto reflect = attribute("mode", "reflect");
    AttributeProto edge = attribute("mode", "edge");
    List<FormFamily> families = new ArrayList<>();
    families.add(
        FormFamily.of("Transpose", "given order", 2, 3, 4)
            .form(opsets(1, 13, 21, 23), attributes("perm", 2, 0, 1)));
    families.add(FormFamily.of("Transpose", "reversed order", 2, 3, 4).form(opsets(1, 13, 21)));
    families.add(
        FormFamily.of("Squeeze", "given axes", 1, 3, 1, 2)
            .form(opsets(1, 11), attributes("axes", 0, 2))
            .form(opsets(11), attributes("axes", 0, -2))
            .form(opsets(13, 21, 23), List.of(integers(0, -2))));
    families.add(FormFamily.of("Squeeze", "all axes", 1, 3, 1, 2).form(opsets(1, 11, 13, 21)));
    families.add(
        FormFamily.of("Unsqueeze", "two axes", 3, 2)
            .form(opsets(1, 11), attributes("axes", 0, 3))
            .form(opsets(11), attributes("axes", 0, -1))
            .form(opsets(13, 21, 23), List.of(integers(-1, 0))));
    families.add(
        FormFamily.of("Concat", "with a constant", 2, 3)
            .form(opsets(1, 4, 11, 13), List.of(weights(2, 2)), attribute("axis", 1))
            .form(opsets(1), List.of(weights(2, 2)))
            .form(opsets(11, 13), List.of(weights(2, 2)), attribute("axis", -1)));
    ModelBuilder many = ModelBuilder.model();
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      many.initializer("at" + i, integers(i % 3)).node("Gather", "x at" + i, "p" + i);
      parts.append(i == 0 ? "p" : " p").append(i);
    }
    families.add(
        FormFamily.of("Concat", "40 parts", 3, 2)
            .nodes(13, many.node("Concat", parts.toString(), "y0", attribute("axis", 0))));
    families.add(
        FormFamily.of("Slice", "two axes", 4, 5)
            .form(
                opsets(1),
                attributes("axes", 0, 1),
                attributes("starts", 1, -3),
                attributes("ends", 3, 100))
            .form(opsets(10, 11, 13), List.of(integers(1, -3), integers(3, 100), integers(0, 1)))
            .form(
                opsets(11, 13),
                List.of(integers(-3, 1), integers(100, 3), integers(-1, 0), integers(1, 1))));
    families.add(
        FormFamily.of("Slice", "first axes", 4, 5)
            .form(opsets(1), attributes("starts", 1), attributes("ends", -1))
            .form(opsets(10, 13), List.of(integers(1), integers(-1))));
    families.add(
        FormFamily.of("Slice", "backwards in steps", 4, 5)
            .form(
                opsets(10, 11, 13),
                List.of(integers(-1), integers(-100), integers(1), integers(-2))));
    families.add(
        FormFamily.of("Split", "given lengths", 2, 6)
            .outputs(3)
            .form(opsets(2, 11), attributes("split", 1, 2, 3), attribute("axis", 1))
            .form(opsets(13, 18), List.of(integers(1, 2, 3)), attribute("axis", 1)));
    families.add(
        FormFamily.of("Split", "equal lengths", 6, 2)
            .outputs(3)
            .form(opsets(2, 11, 13))
            .form(opsets(18), attribute("num_outputs", 3)));
    families.add(
        FormFamily.of("Split", "shorter last part", 2, 7)
            .outputs(3)
            .form(opsets(18), attribute("num_outputs", 3), attribute("axis", -1))
            .form(opsets(18), List.of(integers(3, 3, 1)), attribute("axis", -1)));
    families.add(
        FormFamily.of("Split", "a part without cells, joined again", 2, 5)
            .nodes(
                18,
                ModelBuilder.model()
                    .initializer("lengths", integers(3, 0, 2))
                    .node("Split", "x lengths", "a b c", attribute("axis", 1))
                    .node("Concat", "c b a", "y0", attribute("axis", 1))));
    families.add(
        FormFamily.of("Split", "an output that nothing reads", 2, 5)
            .nodes(
                18,
                ModelBuilder.model()
                    .initializer("lengths", integers(3, 1, 1))
                    .node("Split", "x lengths", "- y0 unread", attribute("axis", 1))));
    families.add(
        FormFamily.of("Gather", "constant indices", 3, 4)
            .form(opsets(1, 11, 13), List.of(integers(3, 0, 0)), attribute("axis", 1))
            .form(opsets(11, 13), List.of(integers(-1, -4, 0)), attribute("axis", -1)));
    families.add(
        FormFamily.of("Gather", "one index", 3, 4)
            .form(opsets(1, 11, 13), List.of(TensorData.ofLongs(DataType.INT64, new int[0], 2))));
    families.add(
        FormFamily.of("Expand", "both ways", 3, 1).form(opsets(8, 13), List.of(integers(2, 1, 4))));
    families.add(
        FormFamily.of("Pad", "zero", 2, 3)
            .form(opsets(1), attributes("paddings", 0, 1, 1, 2))
            .form(opsets(2), attributes("pads", 0, 1, 1, 2))
            .form(opsets(11, 13, 18, 19, 21), List.of(integers(0, 1, 1, 2)))
            .form(opsets(18, 21), Arrays.asList(integers(1, 0, 2, 1), null, integers(-1, 0))));
    families.add(
        FormFamily.of("Pad", "constant", 2, 3)
            .form(opsets(2), attributes("pads", 1, 1, 0, 2), attribute("value", -1.5))
            .form(opsets(11, 13, 18), List.of(integers(1, 1, 0, 2), number(-1.5))));
    families.add(
        FormFamily.of("Pad", "negative", 3, 4)
            .form(opsets(2), attributes("pads", 0, -1, 1, -1))
            .form(opsets(11, 18), List.of(integers(0, -1, 1, -1))));
    families.add(
        FormFamily.of("Pad", "reflected", 3, 4)
            .form(opsets(2), attributes("pads", 1, 2, 2, 1), reflect)
            .form(opsets(11, 13, 18), List.of(integers(1, 2, 2, 1)), reflect));
    families.add(
        FormFamily.of("Pad", "edge", 3, 4)
            .form(opsets(2), attributes("pads", 1, 2, 2, 1), edge)
            .form(opsets(11, 13, 18), List.of(integers(1, 2, 2, 1)), edge));
    families.add(
        FormFamily.of("Pad", "wrapped", 3, 4)
            .form(opsets(19, 21), List.of(integers(1, 2, 2, 1)), attribute("mode", "wrap")));
    families.add(
        FormFamily.of("Flatten", "from the third axis", 2, 3, 4)
            .form(opsets(1, 9, 11, 13, 21), attribute("axis", 2))
            .form(opsets(11, 13), attribute("axis", -1)));
    families.add(FormFamily.of("Flatten", "from the second axis", 2, 3, 4).form(opsets(1, 13)));
    families.add(FormFamily.of("Flatten", "all", 2, 3).form(opsets(1, 13), attribute("axis", 0)));
    families.add(
        FormFamily.of("Reshape", "no common refinement", 4, 3)
            .form(opsets(1), attributes("shape", 6, 2))
            .form(opsets(5, 13, 14, 21), List.of(integers(6, -1))));
    families.add(
        FormFamily.of("Reshape", "zero copies a length", 2, 6)
            .form(opsets(1), attributes("shape", 0, 2, 3))
            .form(opsets(5, 13, 14), List.of(integers(0, 2, -1)))
            .form(opsets(14), List.of(integers(2, 2, 3)), attribute("allowzero", 1)));
    return families;
  }
}
