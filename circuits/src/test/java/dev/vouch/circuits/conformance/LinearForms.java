package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of Conv, BatchNormalization, Gemm and MatMul. */
final class LinearForms {
  private LinearForms() {}

  static List<FormFamily> families() {
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
    ModelBuilder rows = normalised(ModelBuilder.model(), normalisation);
    rows.initializer("w", weights(3, 4))
        .initializer("b", weights(2, 1))
        .node(
            "Gemm",
            "x w b",
            "g",
            attribute("transB", 1),
            attribute("alpha", 0.5),
            attribute("beta", -2.0))
        .node("BatchNormalization", "g n0 n1 n2 n3", "y0");
    ModelBuilder read = normalised(ModelBuilder.model(), normalisation);
    read.initializer("w", weights(4, 3))
        .node("Gemm", "x w", "g")
        .node("BatchNormalization", "g n0 n1 n2 n3", "n")
        .node("Add", "g n", "y0");
    return List.of(
        FormFamily.of("BatchNormalization", "after Gemm with a bias by row", 2, 4).nodes(15, rows),
        FormFamily.of("BatchNormalization", "after Gemm that is read twice", 2, 4).nodes(15, read),
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
}
