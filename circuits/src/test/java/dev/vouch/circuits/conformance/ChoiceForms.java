package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integer;
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
        logical("And", "b c"),
        logical("Or", "b c"),
        logical("Xor", "c b"),
        logical("Not", "b"),
        FormFamily.ofIntegers("Cast", "integers to booleans", 2, 3)
            .nodes(
                13,
                ModelBuilder.model()
                    .node("Cast", "x", "b", ModelBuilder.attribute("to", DataType.BOOL.onnxCode()))
                    .node("Cast", "b", "n", ModelBuilder.attribute("to", DataType.INT64.onnxCode()))
                    .node("Add", "n n", "y0")),
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

  /** On booleans that say which integers are positive. */
  private static FormFamily logical(String operator, String inputs) {
    return FormFamily.ofIntegers(operator, "of computed booleans", 2, 3)
        .nodes(
            13,
            ModelBuilder.model()
                .initializer("zero", integer(0))
                .initializer("one", integer(1))
                .initializer("c", CONDITION)
                .node("Clip", "x zero one", "bits")
                .node("Cast", "bits", "b", ModelBuilder.attribute("to", DataType.BOOL.onnxCode()))
                .node(operator, inputs, "z")
                .node("Cast", "z", "y0", ModelBuilder.attribute("to", DataType.INT64.onnxCode())));
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
