package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Control flow that is decided when a model is imported. */
class ControlFlowTest {
  private static final TensorData YES = TensorData.ofLongs(DataType.BOOL, new int[0], 1);
  private static final TensorData NO = TensorData.ofLongs(DataType.BOOL, new int[0], 0);

  private static double[] run(ModelBuilder model, double... x) throws Exception {
    Graph graph = model.graph();
    TensorData input = TensorData.ofDoubles(DataType.FLOAT, new int[] {x.length}, x);
    return new FloatInterpreter(graph).run(Map.of("x", input)).get("y").doubles();
  }

  private static ModelBuilder branches(String condition) {
    ModelBuilder negate = model().node("Neg", "x", "n").output("n");
    ModelBuilder twice = model().node("Add", "x x", "n").output("n");
    return model()
        .input("x", 2)
        .initializer("yes", YES)
        .initializer("no", NO)
        .node(
            "If", condition, "y", attribute("then_branch", negate), attribute("else_branch", twice))
        .output("y");
  }

  @Test
  void aKnownConditionChoosesABranch() throws Exception {
    assertThat(run(branches("yes"), 1, 2)).containsExactly(-1, -2);
    assertThat(run(branches("no"), 1, 2)).containsExactly(2, 4);
  }

  /** A branch that is not taken may hold what is not supported. */
  @Test
  void theOtherBranchDoesNotMatter() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 2)
            .initializer("yes", YES)
            .node(
                "If",
                "yes",
                "y",
                attribute("then_branch", model().node("Neg", "x", "n").output("n")),
                attribute("else_branch", model().node("Unique", "x", "n").output("n")))
            .output("y");

    assertThat(run(model, 1, 2)).containsExactly(-1, -2);
  }

  /** Branches read what is outside of two levels, and may give it on as it is. */
  @Test
  void branchesSeeWhatIsOutside() throws Exception {
    ModelBuilder inner =
        model()
            .node(
                "If",
                "no",
                "m",
                attribute("then_branch", model().output("x")),
                attribute("else_branch", model().node("Add", "x t", "n").output("n")))
            .output("m");
    ModelBuilder model =
        model()
            .input("x", 2)
            .initializer("yes", YES)
            .initializer("no", NO)
            .node("Add", "x x", "t")
            .node(
                "If", "yes", "y", attribute("then_branch", inner), attribute("else_branch", inner))
            .output("y");

    assertThat(run(model, 1, 2)).containsExactly(3, 6);
  }

  @Test
  void aConditionThatDependsOnTheInputIsRefused() {
    ModelBuilder model =
        branches("c").node("Equal", "x x", "d").node("Cast", "d", "c", attribute("to", 9));

    assertThatThrownBy(model::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(
            "If (opset 17) at node If_0: its condition 'c' depends on the model's input");
  }

  @Test
  void aBranchThatReadsWhatIsNotThereIsMalformed() {
    ModelBuilder broken = model().node("Add", "x nothing", "n").output("n");

    assertThatThrownBy(
            () ->
                model()
                    .input("x", 2)
                    .initializer("yes", YES)
                    .node(
                        "If",
                        "yes",
                        "y",
                        attribute("then_branch", broken),
                        attribute("else_branch", broken))
                    .output("y")
                    .graph())
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("'nothing'");
  }
}
