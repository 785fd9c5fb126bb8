package dev.vouch.circuits.score;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.GraphProto;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A name is free for an input that is added, wherever in the graph it was. */
class RenamedValuesTest {
  private static GraphProto freed(GraphProto graph) {
    return RenamedValues.freeing(graph, List.of("label", "group")).in(graph).build();
  }

  /** A value that is computed, given out, and read by a node and by the graph inside another. */
  private static GraphProto computed(String name, String inside) {
    ModelBuilder branch =
        ModelBuilder.model().node("Neg", name, "negative").node("Abs", "negative", inside);
    return ModelBuilder.model()
        .input("x", DataType.FLOAT, 4)
        .input("which", DataType.BOOL)
        .node("Exp", "x", name)
        .node("Add", "x " + name, "y")
        .node("If", "which", "z", attribute("then_branch", branch.output(inside)))
        .output(name)
        .output("z")
        .build()
        .getGraph();
  }

  @Test
  void aComputedValueGetsAnotherNameEverywhere() {
    assertThat(freed(computed("label", "a"))).isEqualTo(computed("label'", "a"));
    assertThat(freed(computed("v", "group"))).isEqualTo(computed("v", "group'"));
  }

  /** The new name is none that there is already, be it inside a node. */
  @Test
  void theOtherNameIsNew() {
    assertThat(freed(computed("label", "label'"))).isEqualTo(computed("label''", "label'"));
  }

  @Test
  void constantsToo() {
    assertThat(freed(withConstant("group"))).isEqualTo(withConstant("group'"));
  }

  private static GraphProto withConstant(String name) {
    return ModelBuilder.model()
        .input("x", 1, 2)
        .initializer(name, TensorData.ofVector(1, 2))
        .node("Add", "x " + name, "y")
        .output("y")
        .build()
        .getGraph();
  }

  /** What the user of the model calls an input it stays. */
  @Test
  void inputsKeepTheirNames() {
    GraphProto graph =
        ModelBuilder.model()
            .input("label", 1, 2)
            .node("Neg", "label", "y")
            .output("y")
            .build()
            .getGraph();
    assertThat(freed(graph)).isEqualTo(graph);
    assertThat(freed(computed("v", "a"))).isEqualTo(computed("v", "a"));
  }
}
