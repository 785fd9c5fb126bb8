package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.Verifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real inputs of the greatest declared width: proven and verified. */
class WideInputProofTest {
  private static final double[] CELLS = {0.9, 0x1p-34, -0.7, 0x1p-33, -0x1p-34, 0.8, 0x1p-32, -0.6};

  @Test
  void logarithmsOfMagnitudes() throws Exception {
    Graph graph =
        ModelBuilder.model()
            .input("x", 2, 4)
            .node("Abs", "x", "a")
            .node("Log", "a", "y")
            .output("y")
            .graph();
    Map<String, TensorData> inputs =
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 4}, CELLS));
    CompiledNetwork network =
        Compiler.compile(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)));
    int input = network.program().inputs().get(0).tensor();
    assertThat(network.program().tensor(input).range()).isEqualTo(Interval.signed(40));
    ModelFile committed = Prover.commit(network, 2);
    try (Prover prover = Prover.of(committed, 2)) {
      ProvedInference inference = prover.prove(inputs);
      VerifiedInference verified = Verifier.of(committed.key()).verify(inference.proof());
      VerifiedTensor logarithms = verified.outputs().get(0);
      for (int i = 0; i < CELLS.length; i++) {
        double proven = Math.scalb((double) logarithms.integers()[i], -logarithms.scaleExponent(i));
        assertThat(proven).isCloseTo(Math.log(Math.abs(CELLS[i])), within(0.05));
      }
    }
  }
}
