package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;

/** Forms of TopK. */
final class OrderingForms {
  private OrderingForms() {}

  static List<FormFamily> families() {
    return List.of(
        FormFamily.of("TopK", "greatest along the last axis", 3, 5)
            .outputs(2)
            .form(opsets(1), attribute("k", 3))
            .form(opsets(10, 11, 24), List.of(integers(3)))
            .form(opsets(11, 24), List.of(integers(3)), attribute("axis", -1)),
        FormFamily.of("TopK", "least along the first axis, all", 4, 3, 2)
            .outputs(2)
            .form(
                opsets(11, 24),
                List.of(integers(4)),
                attribute("axis", 0),
                attribute("largest", 0),
                attribute("sorted", 0)),
        FormFamily.of("TopK", "integers", DataType.INT32, 2, 6)
            .outputs(2)
            .form(opsets(11, 24), List.of(integers(2))),
        FormFamily.ofIntegers("TopK", "equal values by their position", 4, 6)
            .outputs(2)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("two", integers(2))
                    .initializer("k", integers(5))
                    .node("Mod", "x two", "m")
                    .node("TopK", "m k", "y0 y1", attribute("largest", 0))),
        FormFamily.of("TopK", "positions alone", 3, 4)
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("k", integers(2))
                    .node("TopK", "x k", "values y0")));
  }
}
