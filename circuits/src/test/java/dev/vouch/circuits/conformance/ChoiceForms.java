package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.number;
import static dev.vouch.circuits.conformance.FormConstants.random;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;

/** Forms of Where on computed values, and of masks before Softmax. */
final class ChoiceForms {
  private static final TensorData CONDITION =
      TensorData.ofLongs(DataType.BOOL, new int[] {3}, 1, 0, 1);

  private ChoiceForms() {}

  static List<FormFamily> families() {
    return List.of(
        where(FormFamily.of("Where", "value or constants", 2, 3), "c x k", random(-4, 4, 2, 3)),
        where(FormFamily.of("Where", "number or value", 2, 3), "c k x", number(2.5)),
        where(FormFamily.ofIntegers("Where", "integers", 2, 3), "c x k", integers(7, -100_000, 9)),
        FormFamily.of("Where", "two values", 2, 3).nodes(9, twoValues()).nodes(16, twoValues()),
        FormFamily.of("Softmax", "masked", 2, 3)
            .nodes(
                11,
                ModelBuilder.model()
                    .initializer("m", FormConstants.vector(0, Double.NEGATIVE_INFINITY, 0))
                    .node("Add", "m x", "a")
                    .node("Softmax", "a", "y0", ModelBuilder.attribute("axis", 1)))
            .nodes(
                13,
                ModelBuilder.model()
                    .initializer("c", CONDITION)
                    .initializer("k", number(-1e9))
                    .node("Where", "c x k", "a")
                    .node("Softmax", "a", "y0")));
  }

  private static FormFamily where(FormFamily family, String inputs, TensorData constant) {
    for (int opset : new int[] {9, 16}) {
      family.nodes(
          opset,
          ModelBuilder.model()
              .initializer("c", CONDITION)
              .initializer("k", constant)
              .node("Where", inputs, "y0"));
    }
    return family;
  }

  private static ModelBuilder twoValues() {
    return ModelBuilder.model()
        .initializer("c", CONDITION)
        .initializer("k", number(0.01))
        .node("Mul", "x k", "small")
        .node("Where", "c x small", "y0");
  }
}
