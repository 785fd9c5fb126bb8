package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.reals;
import static dev.vouch.circuits.conformance.FormConstants.vector;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Forms of Sqrt, Reciprocal, Log, Pow and of Div by computed values: of an input's 16 bits, and of
 * means of squares.
 */
final class WideForms {
  private WideForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    for (String operator : List.of("Sqrt", "Reciprocal", "Log")) {
      FormFamily narrow = FormFamily.of(operator, "of positive numbers", 2, 3);
      FormFamily wide = FormFamily.of(operator, "of means of squares", 3, 8);
      for (int opset : opsets(1, 6, 13)) {
        narrow.nodes(
            opset,
            ModelBuilder.model()
                .initializer("half", reals(new int[] {2, 3}, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5))
                .node("Abs", "x", "magnitude")
                .node("Max", "magnitude half", "positive")
                .node(operator, "positive", "y0"));
        wide.nodes(opset, squares().opset(opset).node(operator, "sums", "y0"));
      }
      families.add(narrow);
      families.add(wide);
    }
    families.add(FormFamily.of("Reciprocal", "of both signs", 2, 3).form(opsets(1, 6, 13)));
    for (double exponent : new double[] {0, 1, 2, 3, -1, -2}) {
      families.add(
          FormFamily.of("Pow", "both signs to the power of " + exponent, 2, 3)
              .form(opsets(1), List.of(number(exponent)), attribute("broadcast", 1))
              .form(opsets(7, 12, 13, 15), List.of(number(exponent))));
    }
    for (double exponent : new double[] {0.5, -0.5, 1.5, 0.3, -3}) {
      ModelBuilder model = squares().initializer("e", number(exponent));
      families.add(
          FormFamily.of("Pow", "sums of squares to the power of " + exponent, 3, 8)
              .nodes(13, model.node("Pow", "sums e", "y0")));
    }
    families.add(
        FormFamily.of("Pow", "a power for each column", 2, 3)
            .form(opsets(7, 12, 13, 15), List.of(vector(2, 3, -1))));
    families.add(
        FormFamily.of("Pow", "a computed power", 2, 3)
            .nodes(
                13,
                ModelBuilder.model().node("Abs", "x", "positive").node("Pow", "positive x", "y0")));
    families.add(
        FormFamily.of("Pow", "of a constant base", 2, 3)
            .nodes(
                13, ModelBuilder.model().initializer("b", number(1.7)).node("Pow", "b x", "y0")));
    families.add(
        FormFamily.ofIntegers("Pow", "integers", 2, 3)
            .form(opsets(7, 12, 13, 15), List.of(FormConstants.integer(3))));
    for (String divisor : List.of("x", "sums")) {
      ModelBuilder quotient = squares().node("Div", "x " + divisor, "q");
      ModelBuilder product = squares().node("Reciprocal", divisor, "r").node("Mul", "x r", "q");
      families.add(
          FormFamily.of("Div", "by " + divisor + ", or times its reciprocal", 3, 8)
              .nodes(14, quotient.node("Add", "q x", "y0"))
              .nodes(14, product.node("Add", "q x", "y0")));
    }
    families.add(
        FormFamily.of("Div", "a constant by both signs", 2, 3)
            .nodes(
                14,
                ModelBuilder.model()
                    .initializer("c", reals(new int[] {2, 1}, 0.5, -3))
                    .node("Div", "c x", "y0")));
    return families;
  }

  /** The mean of x² along the last axis, which is kept. */
  private static ModelBuilder squares() {
    return ModelBuilder.model()
        .node("Mul", "x x", "squares")
        .node("ReduceMean", "squares", "sums", attributes("axes", 1));
  }
}
