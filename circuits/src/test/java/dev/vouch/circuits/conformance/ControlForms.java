package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;

/** Forms of control flow that is decided when a model is imported. */
final class ControlForms {
  private static final TensorData YES = TensorData.ofLongs(DataType.BOOL, new int[] {1}, 1);

  private ControlForms() {}

  static List<FormFamily> families() {
    return List.of(choice());
  }

  private static FormFamily choice() {
    FormFamily family = FormFamily.of("If", "the first of two branches", 2, 5);
    for (int opset : new int[] {1, 11, 13, 16, 19, 21, 23}) {
      family.nodes(
          opset,
          ModelBuilder.model()
              .initializer("yes", YES)
              .node(
                  "If",
                  "yes",
                  "y0",
                  attribute("then_branch", ModelBuilder.model().node("Relu", "x", "t").output("t")),
                  attribute("else_branch", ModelBuilder.model().output("x"))));
    }
    return family;
  }
}
