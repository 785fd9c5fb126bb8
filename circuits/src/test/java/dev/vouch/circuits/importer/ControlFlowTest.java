package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
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
import java.util.List;
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

  /** y = x · 2^3, and the powers on the way. */
  private static ModelBuilder doubling(String count, String condition) {
    ModelBuilder body =
        model()
            .input("i", DataType.INT64)
            .input("c", DataType.BOOL)
            .input("v", 2)
            .node("Add", "v v", "w")
            .node("Less", "i two", "d")
            .initializer("two", TensorData.ofLongs(DataType.INT64, new int[0], 2))
            .output("d")
            .output("w")
            .output("w");
    return model()
        .input("x", 2)
        .initializer("three", TensorData.ofLongs(DataType.INT64, new int[0], 3))
        .initializer("many", TensorData.ofLongs(DataType.INT64, new int[0], 1L << 60))
        .initializer("yes", YES)
        .node("Loop", count + " " + condition + " x", "y all", attribute("body", body))
        .output("y")
        .output("all");
  }

  @Test
  void loopsRunAsOftenAsTheirCountsAndConditionsSay() throws Exception {
    TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 1, 3);
    for (ModelBuilder loop :
        List.of(doubling("three", "-"), doubling("many", "yes"), doubling("-", "yes"))) {
      Map<String, TensorData> outputs = new FloatInterpreter(loop.graph()).run(Map.of("x", x));
      assertThat(outputs.get("y").doubles()).containsExactly(8, 24);
      assertThat(outputs.get("all").shape()).containsExactly(3, 2);
      assertThat(outputs.get("all").doubles()).containsExactly(2, 6, 4, 12, 8, 24);
    }
  }

  @Test
  void loopsThatRunTooOftenAreRefused() {
    assertThatThrownBy(() -> doubling("many", "-").graph())
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("Loop (opset 17) at node Loop_0")
        .hasMessageContaining("more than 50000 nodes");
  }

  @Test
  void loopsWhoseCountDependsOnTheInputAreRefused() {
    ModelBuilder loop =
        doubling("n", "-").node("Cast", "s", "n", attribute("to", 7)).node("ReduceSum", "x", "s");

    assertThatThrownBy(loop::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("its number of iterations 'n' depends on the model's input");
  }

  /** A body in a body reads what both are given, and what is outside. */
  @Test
  void loopsNest() throws Exception {
    ModelBuilder inner =
        model()
            .input("i", DataType.INT64)
            .input("c", DataType.BOOL)
            .input("u", 2)
            .node("Add", "u v", "s")
            .node("Add", "s x", "t")
            .output("c")
            .output("t");
    ModelBuilder outer =
        model()
            .input("j", DataType.INT64)
            .input("b", DataType.BOOL)
            .input("v", 2)
            .node("Loop", "two - v", "w", attribute("body", inner))
            .output("b")
            .output("w");
    ModelBuilder model =
        model()
            .input("x", 2)
            .initializer("two", TensorData.ofLongs(DataType.INT64, new int[0], 2))
            .node("Loop", "two - x", "y", attribute("body", outer))
            .output("y");

    // u ← u + v + x twice, from u = v: 3v + 2x; that twice, from v = x: 17x.
    assertThat(run(model, 1, 2)).containsExactly(17, 34);
  }

  @Test
  void scansRunAlongAxesInBothDirections() throws Exception {
    ModelBuilder body =
        model()
            .input("s", 2)
            .input("e", 2)
            .node("Add", "s e", "t")
            .node("Identity", "t", "u")
            .output("t")
            .output("u");
    ModelBuilder model =
        model()
            .input("x", 6)
            .initializer("shape", TensorData.ofVector(2, 3))
            .initializer("zeros", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 0, 0))
            .node("Reshape", "x shape", "m")
            .node(
                "Scan",
                "zeros m",
                "last y",
                attribute("body", body),
                attribute("num_scan_inputs", 1),
                attributes("scan_input_axes", 1L),
                attributes("scan_input_directions", 1L),
                attributes("scan_output_axes", -1L))
            .output("y");

    assertThat(run(model, 1, 2, 3, 4, 5, 6)).containsExactly(3, 5, 6, 6, 11, 15);
  }

  @Test
  void sequencesAndOptionalsAreResolved() throws Exception {
    ModelBuilder branch = model().node("SequenceInsert", "q x", "r").output("r");
    ModelBuilder model =
        model()
            .opset(18)
            .input("x", 2)
            .initializer("zero", TensorData.ofLongs(DataType.INT64, new int[0], 0))
            .node("Neg", "x", "n")
            .node("SequenceConstruct", "x n", "p")
            .node("Identity", "p", "q")
            .node("OptionalHasElement", "x", "has")
            .node(
                "If",
                "has",
                "r",
                attribute("then_branch", branch),
                attribute("else_branch", branch))
            .node("SequenceErase", "r zero", "s")
            .node("SequenceAt", "s zero", "first")
            .node("Optional", "first", "o")
            .node("OptionalGetElement", "o", "g")
            .node("SequenceInsert", "s g zero", "t")
            .node("ConcatFromSequence", "t", "y", attribute("axis", 0))
            .output("y");

    assertThat(run(model, 1, 2)).containsExactly(-1, -2, -1, -2, 1, 2);
  }

  @Test
  void sequencesWhereTensorsAreExpectedAreRefused() {
    ModelBuilder model =
        model().input("x", 2).node("SequenceConstruct", "x x", "s").node("Neg", "s", "y");

    assertThatThrownBy(model.output("y")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("'s' is a sequence or an optional");
    assertThatThrownBy(
            model().input("x", 2).node("SequenceConstruct", "x x", "s").output("s")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("output 's'");
  }
}
