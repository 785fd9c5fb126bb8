package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;

import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of sums, means and extrema over axes. */
final class ReductionForms {
  private ReductionForms() {}

  static List<FormFamily> families() {
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
    for (String operator : List.of("ReduceMax", "ReduceMin")) {
      families.add(
          FormFamily.of(operator, "two of three axes, kept", 2, 3, 4)
              .form(opsets(1, 11, 12, 13), attributes("axes", 0, 2))
              .form(opsets(18, 20), List.of(integers(0, -1))));
      families.add(
          FormFamily.of(operator, "middle axis, dropped", 2, 3, 4)
              .form(opsets(1, 11, 12, 13), attributes("axes", 1), attribute("keepdims", 0))
              .form(opsets(18, 20), List.of(integers(-2)), attribute("keepdims", 0)));
      families.add(
          FormFamily.of(operator, "all axes", 2, 3).form(opsets(1, 11, 13)).form(opsets(18, 20)));
    }
    for (String operator : List.of("ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp")) {
      families.add(
          FormFamily.of(operator, "two of three axes, kept", 2, 3, 4)
              .form(opsets(1, 11, 13), attributes("axes", 0, 2))
              .form(opsets(18), List.of(integers(0, -1))));
      families.add(
          FormFamily.of(operator, "middle axis, dropped", 2, 3, 4)
              .form(opsets(1, 11, 13), attributes("axes", 1), attribute("keepdims", 0))
              .form(opsets(18), List.of(integers(-2)), attribute("keepdims", 0)));
      families.add(FormFamily.of(operator, "all axes", 2, 3).form(opsets(1, 11, 13, 18)));
    }
    for (String operator : List.of("ReduceL1", "ReduceSumSquare", "ReduceProd")) {
      families.add(
          FormFamily.ofIntegers(operator, "integers", 2, 3, 2)
              .form(opsets(11, 13), attributes("axes", 1))
              .form(opsets(18), List.of(integers(1))));
    }
    families.add(
        FormFamily.of("ReduceProd", "odd axis", 2, 5)
            .form(opsets(1, 11, 13), attributes("axes", 1))
            .form(opsets(18), List.of(integers(-1))));
    families.add(
        FormFamily.of("ReduceProd", "two of three axes, dropped", 2, 3, 2)
            .form(opsets(1, 11, 13), attributes("axes", 0, 2), attribute("keepdims", 0))
            .form(opsets(18), List.of(integers(0, 2)), attribute("keepdims", 0)));
    families.add(
        FormFamily.of("ReduceLogSum", "of magnitudes", 2, 3)
            .nodes(
                13,
                ModelBuilder.model()
                    .node("Abs", "x", "positive")
                    .node("ReduceLogSum", "positive", "y0", attributes("axes", 1)))
            .nodes(
                18,
                ModelBuilder.model()
                    .initializer("axes", integers(1))
                    .node("Abs", "x", "positive")
                    .node("ReduceLogSum", "positive axes", "y0")));
    families.add(
        FormFamily.ofIntegers("ReduceSum", "integers", 2, 3, 4)
            .form(opsets(11), attributes("axes", 1))
            .form(opsets(13), List.of(integers(1))));
    return families;
  }
}
