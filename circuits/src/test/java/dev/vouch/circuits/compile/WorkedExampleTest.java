package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.program.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The worked example of docs/network-to-circuit.md holds what the compiler makes of it. */
class WorkedExampleTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "network-to-circuit.md");

  @Test
  void theDocumentHoldsTheProgramAndTheCircuit() throws Exception {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 3)
            .constant("w", floats(new int[] {3, 2}, 0.5, 1, -1, 0.75, 0.25, -0.5))
            .constant("b", floats(new int[] {2}, 0.125, -0.25))
            .node("Gemm", "h", "x", "w", "b")
            .node("Relu", "y", "h")
            .outputs("y");
    Map<String, TensorData> sample = Map.of("x", floats(new int[] {1, 3}, 1, -0.5, 1.5));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
    Execution execution = Compiled.requireAccepted(network, sample);
    double[] expected = new FloatInterpreter(graph).run(sample).get("y").toDoubles();
    assertThat(expected).containsExactly(1.5, 0);
    assertThat(execution.outputs().get("y").dequantised())
        .containsExactly(expected, Offset.offset(1e-3));

    String document = Files.readString(DOCUMENT);
    assertThat(document).contains(String.join("\n", CircuitListing.program(network, execution)));
    assertThat(document).contains(String.join("\n", CircuitListing.circuit(network, execution)));
  }

  private static TensorData floats(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }
}
