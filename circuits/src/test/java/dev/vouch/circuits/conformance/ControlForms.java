package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.opsets;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Forms of control flow, sequences and optionals that are resolved when a model is imported. */
final class ControlForms {
  private static final TensorData YES = TensorData.ofLongs(DataType.BOOL, new int[] {1}, 1);

  private ControlForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    families.add(choice());
    families.add(loop());
    families.add(scan());
    families.add(scanOfBatches());
    families.addAll(sequences());
    families.addAll(optionals());
    return families;
  }

  private static FormFamily forms(FormFamily family, int[] opsets, Supplier<ModelBuilder> model) {
    for (int opset : opsets) {
      family.nodes(opset, model.get());
    }
    return family;
  }

  private static FormFamily choice() {
    return forms(
        FormFamily.of("If", "the first of two branches", 2, 5),
        opsets(1, 11, 13, 16, 19, 21, 23),
        () ->
            model()
                .initializer("yes", YES)
                .node(
                    "If",
                    "yes",
                    "y0",
                    attribute("then_branch", model().node("Relu", "x", "t").output("t")),
                    attribute("else_branch", model().output("x"))));
  }

  private static FormFamily loop() {
    return forms(
        FormFamily.of("Loop", "three products and all of them", 2, 3).outputs(2),
        opsets(1, 11, 13, 16, 19, 21, 23),
        () ->
            model()
                .initializer("three", integer(3))
                .initializer("w", weights(3, 3))
                .node(
                    "Loop",
                    "three - x",
                    "y0 y1",
                    attribute(
                        "body",
                        model()
                            .input("i", DataType.INT64)
                            .input("c", DataType.BOOL)
                            .input("v", 2, 3)
                            .node("MatMul", "v w", "u")
                            .output("c")
                            .output("u")
                            .output("u"))));
  }

  private static ModelBuilder sums() {
    return model().input("s", 3).input("e", 3).node("Add", "s e", "t").output("t").output("t");
  }

  private static FormFamily scan() {
    return forms(
        FormFamily.of("Scan", "sums of rows from the end", 4, 3).outputs(2),
        opsets(9, 11, 16, 19, 21, 23),
        () ->
            model()
                .initializer("zeros", weights(3))
                .node(
                    "Scan",
                    "zeros x",
                    "y0 y1",
                    attribute("body", sums()),
                    attribute("num_scan_inputs", 1),
                    attributes("scan_input_directions", 1L),
                    attributes("scan_output_directions", 1L)));
  }

  private static FormFamily scanOfBatches() {
    return forms(
        FormFamily.of("Scan", "sums of rows, two batches", 2, 4, 3).outputs(2),
        opsets(8),
        () ->
            model()
                .initializer("zeros", weights(2, 3))
                .node(
                    "Scan",
                    "- zeros x",
                    "y0 y1",
                    attribute("body", sums()),
                    attribute("num_scan_inputs", 1)));
  }

  private static List<FormFamily> sequences() {
    return List.of(
        sequence("SequenceConstruct", "SequenceConstruct", "x n", "q", 11),
        sequence("SequenceAt", "SequenceAt", "s one", "q0", 11),
        sequence("SequenceInsert", "SequenceInsert", "s n one", "q", 11),
        sequence("SequenceErase", "SequenceErase", "s one", "q", 11),
        forms(
            FormFamily.of("SequenceEmpty", "one member put in", 2, 3),
            opsets(11),
            () ->
                model()
                    .node("SequenceEmpty", "", "s")
                    .node("SequenceInsert", "s x", "q")
                    .node("ConcatFromSequence", "q", "y0", attribute("axis", 1))),
        forms(
            FormFamily.of("SequenceLength", "number of members", 2, 3),
            opsets(11),
            () ->
                model()
                    .node("SequenceConstruct", "x x x", "s")
                    .node("SequenceLength", "s", "n")
                    .node("Cast", "n", "f", attribute("to", 1))
                    .node("Mul", "x f", "y0")),
        forms(
            FormFamily.of("SplitToSequence", "columns, joined along a new axis", 2, 3),
            opsets(11, 24),
            () ->
                model()
                    .node(
                        "SplitToSequence", "x", "s", attribute("axis", 1), attribute("keepdims", 0))
                    .node(
                        "ConcatFromSequence",
                        "s",
                        "y0",
                        attribute("axis", 0),
                        attribute("new_axis", 1))),
        forms(
            FormFamily.of("ConcatFromSequence", "parts of two columns side by side", 2, 5),
            opsets(11),
            () ->
                model()
                    .initializer("two", integer(2))
                    .node("SplitToSequence", "x two", "s", attribute("axis", 1))
                    .node("ConcatFromSequence", "s", "y0", attribute("axis", 1))),
        forms(
            FormFamily.of("SequenceMap", "each member negated", 2, 3),
            opsets(17),
            () ->
                model()
                    .node("SplitToSequence", "x", "s")
                    .node(
                        "SequenceMap",
                        "s",
                        "t",
                        attribute(
                            "body", model().input("m", 1, 3).node("Neg", "m", "o").output("o")))
                    .node("ConcatFromSequence", "t", "y0", attribute("axis", 0))));
  }

  /** A family of a sequence of x and −x. */
  private static FormFamily sequence(
      String operator, String type, String inputs, String result, int opset) {
    return forms(
        FormFamily.of(operator, "of two tensors", 2, 3),
        opsets(opset),
        () -> {
          ModelBuilder model =
              model()
                  .initializer("one", integer(-1))
                  .node("Neg", "x", "n")
                  .node("SequenceConstruct", "x n", "s")
                  .node(type, inputs, result);
          return result.equals("q")
              ? model.node("ConcatFromSequence", "q", "y0", attribute("axis", 0))
              : model.node("Relu", result, "y0");
        });
  }

  private static List<FormFamily> optionals() {
    Supplier<ModelBuilder> value =
        () ->
            model()
                .node("Optional", "x", "o")
                .node("OptionalGetElement", "o", "g")
                .node("Relu", "g", "y0");
    return List.of(
        forms(FormFamily.of("Optional", "a value put in", 2, 3), opsets(15), value),
        forms(
            FormFamily.of("OptionalGetElement", "a value taken out", 2, 3), opsets(15, 18), value),
        forms(
            FormFamily.of("OptionalHasElement", "whether there is one", 2, 3),
            opsets(15, 18),
            () ->
                model()
                    .node("Optional", "x", "o")
                    .node("OptionalHasElement", "o", "h")
                    .node("Not", "h", "n")
                    .node("Neg", "x", "m")
                    .node("Where", "n x m", "y0")));
  }
}
