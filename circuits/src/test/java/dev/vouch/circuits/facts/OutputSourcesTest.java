package dev.vouch.circuits.facts;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What outputs of one network depend on, whatever its other outputs do. */
class OutputSourcesTest {
  private static final TensorData W =
      TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9.5);

  private static List<OutputSources> of(ModelBuilder model) throws Exception {
    Graph graph = model.graph();
    return OutputSources.of(
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.synthetic(graph)).circuit());
  }

  @Test
  void layersDependOnBoth() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 3)
            .initializer("w", W)
            .node("MatMul", "x w", "h")
            .node("Softmax", "h", "y", attribute("axis", 1))
            .output("y");
    assertThat(of(model)).containsExactly(new OutputSources("y", true, true));
  }

  @Test
  void whatTheInputAloneDecides() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 3)
            .initializer("w", W)
            .node("MatMul", "x w", "y")
            .node("Relu", "x", "z")
            .output("y")
            .output("z");
    assertThat(of(model))
        .containsExactly(new OutputSources("y", true, true), new OutputSources("z", true, false));
  }

  @Test
  void inputsOfTheirOwn() throws Exception {
    ModelBuilder model =
        model()
            .input("x", 1, 3)
            .input("u", 1, 3)
            .initializer("w", W)
            .node("MatMul", "u w", "v")
            .node("Tanh", "v", "y")
            .node("Tanh", "x", "z")
            .output("y")
            .output("z");
    assertThat(of(model))
        .containsExactly(new OutputSources("y", true, true), new OutputSources("z", true, false));
  }
}
