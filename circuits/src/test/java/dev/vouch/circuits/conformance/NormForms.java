package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.random;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of normalisations, beside their formulas written out in nodes. */
final class NormForms {
  private NormForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    TensorData scale = random(0.5, 2, 8);
    TensorData bias = random(-1, 1, 8);
    families.add(
        FormFamily.of("LayerNormalization", "over the last axis", 3, 8)
            .form(opsets(17), List.of(scale, bias), attribute("epsilon", 0.01))
            .nodes(
                17,
                centred(-1)
                    .node("Sqrt", "moved", "deviation")
                    .node("Div", "centred deviation", "normal")
                    .initializer("scale", scale)
                    .initializer("bias", bias)
                    .node("Mul", "normal scale", "scaled")
                    .node("Add", "scaled bias", "y0")));
    families.add(
        FormFamily.of("LayerNormalization", "over two axes, with statistics", 2, 3, 8)
            .outputs(3)
            .form(opsets(17), List.of(random(0.5, 2, 3, 8)), attribute("axis", 1)));
    families.add(
        FormFamily.of("RMSNormalization", "over the last axis", 3, 8)
            .form(opsets(23), List.of(scale)));
    families.add(
        FormFamily.of("InstanceNormalization", "by channel", 2, 3, 4, 2)
            .form(opsets(1, 6, 22), List.of(random(0.5, 2, 3), random(-1, 1, 3))));
    families.add(
        FormFamily.of("GroupNormalization", "parameters by group", 2, 4, 3, 2)
            .form(
                opsets(18),
                List.of(random(0.5, 2, 2), random(-1, 1, 2)),
                attribute("num_groups", 2)));
    families.add(
        FormFamily.of("GroupNormalization", "parameters by channel", 2, 4, 3, 2)
            .form(
                opsets(21),
                List.of(random(0.5, 2, 4), random(-1, 1, 4)),
                attribute("num_groups", 2)));
    families.add(
        FormFamily.of("MeanVarianceNormalization", "each channel", 2, 3, 4, 2).form(opsets(9, 13)));
    families.add(
        FormFamily.of("MeanVarianceNormalization", "other axes", 2, 3, 4)
            .form(opsets(9, 13), attributes("axes", 1, -1)));
    for (int p = 1; p <= 2; p++) {
      families.add(
          FormFamily.of("LpNormalization", "norm " + p, 3, 8)
              .form(opsets(1, 22), attribute("p", p), attribute("axis", 1)));
    }
    families.add(
        FormFamily.of("LRN", "four channels of five", 2, 5, 2, 2)
            .form(opsets(1, 13), attribute("size", 4), attribute("alpha", 0.5)));
    for (String operator : List.of("LogSoftmax", "Hardmax")) {
      families.add(
          FormFamily.of(operator, "last axis", 3, 8)
              .form(opsets(1, 11), attribute("axis", 1))
              .form(opsets(13)));
      families.add(FormFamily.of(operator, "two axes together", 2, 3, 2).form(opsets(1, 11)));
      families.add(
          FormFamily.of(operator, "middle axis", 2, 3, 2).form(opsets(13), attribute("axis", 1)));
    }
    return families;
  }

  /** x − mean, and variance + 0.01, along one axis. */
  private static ModelBuilder centred(int axis) {
    return ModelBuilder.model()
        .initializer("two", number(2))
        .initializer("epsilon", number(0.01))
        .node("ReduceMean", "x", "mean", attributes("axes", axis))
        .node("Sub", "x mean", "centred")
        .node("Pow", "centred two", "squares")
        .node("ReduceMean", "squares", "variance", attributes("axes", axis))
        .node("Add", "variance epsilon", "moved");
  }
}
