package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax behind masks, constant and computed: proven and verified. */
class MaskProofTest {
  private static final TensorData SCORES =
      TensorData.ofDoubles(
          DataType.FLOAT, new int[] {2, 4}, 0.5, -1.25, 2, 0.75, -3, 1.5, 0.25, -0.5);

  private static void requireProof(ModelBuilder model, Map<String, TensorData> inputs)
      throws Exception {
    Graph graph = model.node("Softmax", "a", "y").output("y").graph();
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)));
    ModelFile committed = Prover.commit(network, 2);
    try (Prover prover = Prover.of(committed, 2)) {
      ProvedInference proven = prover.prove(inputs);
      VerifiedInference verified = Verifier.of(committed.key()).verify(proven.proof());
      assertThat(verified.outputs().get(0).integers())
          .containsExactly(proven.execution().outputs().get("y").integers());
      assertThat(verified.outputs().get(0).integers()[1]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e4, -1e9, Double.NEGATIVE_INFINITY})
  void constant(double masked) throws Exception {
    TensorData mask =
        TensorData.ofDoubles(
            DataType.FLOAT, new int[] {2, 4}, 0, masked, 0, 0, masked, masked, masked, masked);
    requireProof(
        ModelBuilder.model().input("x", 2, 4).initializer("m", mask).node("Add", "x m", "a"),
        Map.of("x", SCORES));
  }

  @Test
  void computed() throws Exception {
    requireProof(
        ModelBuilder.model()
            .input("x", 2, 4)
            .input("b", DataType.BOOL, 1, 4)
            .initializer("n", TensorData.ofScalar(Double.NEGATIVE_INFINITY))
            .node("Where", "b x n", "a"),
        Map.of("x", SCORES, "b", TensorData.ofLongs(DataType.BOOL, new int[] {1, 4}, 1, 0, 0, 1)));
  }
}
