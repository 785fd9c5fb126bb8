package dev.vouch.circuits.conformance;

import static dev.vouch.circuits.conformance.FormConstants.integer;
import static dev.vouch.circuits.conformance.FormConstants.integers;
import static dev.vouch.circuits.conformance.FormConstants.weights;
import static dev.vouch.circuits.onnx.ModelBuilder.attribute;

import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/** Forms of operators that gather and scatter by indices that depend on the input. */
final class ComputedIndexForms {
  private ComputedIndexForms() {}

  static List<FormFamily> families() {
    List<FormFamily> families = new ArrayList<>();
    addGathering(families);
    addScattering(families);
    return families;
  }

  /** A model whose value {@code i} is the input modulo {@code length}, less {@code fromEnd}. */
  private static ModelBuilder indices(long length, long fromEnd) {
    return ModelBuilder.model()
        .initializer("length", integer(length))
        .initializer("fromEnd", integer(fromEnd))
        .node("Mod", "x length", "m")
        .node("Sub", "m fromEnd", "i");
  }

  private static void addGathering(List<FormFamily> families) {
    for (int opset : new int[] {11, 13}) {
      families.add(
          FormFamily.ofIntegers("Gather", "tokens into a table, opset " + opset, 2, 5)
              .nodes(
                  opset,
                  indices(12, 6)
                      .initializer("table", weights(6, 3))
                      .node("Gather", "table i", "y0")));
      families.add(
          FormFamily.ofIntegers("GatherElements", "computed indices, opset " + opset, 2, 5)
              .nodes(
                  opset,
                  indices(6, 3)
                      .initializer("table", weights(3, 7))
                      .node("GatherElements", "table i", "y0")));
    }
    families.add(
        FormFamily.ofIntegers("Gather", "along the last axis, of integers", 3)
            .nodes(
                13,
                indices(4, 0)
                    .initializer("table", integers(5, -7, 9, 11, 0, 1, 2, 3).reshape(2, 4))
                    .node("Gather", "table i", "y0", attribute("axis", -1))));
    families.add(
        FormFamily.of("Gather", "of its own input, by its greatest cell", 4, 3)
            .nodes(
                13,
                ModelBuilder.model()
                    .node("ArgMax", "x", "i", attribute("axis", 0), attribute("keepdims", 0))
                    .node("Gather", "x i", "y0")));
    for (int opset : new int[] {11, 12, 13}) {
      families.add(
          FormFamily.ofIntegers("GatherND", "computed tuples, opset " + opset, 2, 4, 2)
              .nodes(
                  opset,
                  indices(6, 3)
                      .initializer("table", weights(3, 4, 2))
                      .node("GatherND", "table i", "y0")));
    }
    families.add(
        FormFamily.ofIntegers("GatherND", "computed tuples, image by image", 2, 4, 1)
            .nodes(
                13,
                indices(6, 3)
                    .initializer("table", weights(2, 3, 2))
                    .node("GatherND", "table i", "y0", attribute("batch_dims", 1))));
  }

  private static void addScattering(List<FormFamily> families) {
    for (String reduction : List.of("none", "add", "mul", "max", "min")) {
      for (int opset :
          List.of("max", "min").contains(reduction) ? new int[] {18} : new int[] {16, 18}) {
        families.add(
            FormFamily.ofIntegers(
                    "ScatterElements", "computed, " + reduction + ", opset " + opset, 4, 3)
                .nodes(
                    opset,
                    indices(10, 5)
                        .initializer("data", weights(4, 5))
                        .initializer("updates", weights(4, 3))
                        .node(
                            "ScatterElements",
                            "data i updates",
                            "y0",
                            attribute("axis", 1),
                            attribute("reduction", reduction))));
        families.add(
            FormFamily.ofIntegers("ScatterND", "computed, " + reduction + ", opset " + opset, 4, 1)
                .nodes(
                    opset,
                    indices(6, 3)
                        .initializer("data", weights(3, 2))
                        .initializer("updates", weights(4, 2))
                        .node(
                            "ScatterND",
                            "data i updates",
                            "y0",
                            attribute("reduction", reduction))));
      }
    }
  }
}
