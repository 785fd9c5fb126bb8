package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks at the edge, with ordinary, all-zero and saturating inputs: proven and verified. */
class EdgeCaseProofTest {
  @ParameterizedTest
  @CsvSource({
    "zero_weights, 0.5",
    "zero_weights, 0",
    "size_one_axes, -0.25",
    "size_one_axes, 0",
    "size_one_axes, 1e6",
    "one_element, 0.5",
    "one_element, 0",
    "one_element, -1e6"
  })
  void provesAndVerifies(String name, double value) throws Exception {
    Path file = Path.of(getClass().getResource(name + ".onnx").toURI());
    Graph graph = GraphImporter.read(file, ImportOptions.defaults());
    ModelFile model =
        Prover.commit(
            Compiler.compile(graph, CompileOptions.defaults(), Calibrator.synthetic(graph)), 2);
    double[] cells = new double[graph.info("x").size()];
    Arrays.fill(cells, value);
    TensorData input = TensorData.ofDoubles(graph.info("x").type(), graph.info("x").shape(), cells);
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference proven = prover.prove(Map.of("x", input));
      VerifiedInference verified = Verifier.of(model.key()).verify(proven.proof());
      assertThat(verified.outputs().get(0).integers())
          .containsExactly(proven.execution().outputs().get("y").integers());
    }
  }
}
