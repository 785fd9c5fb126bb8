package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Mixes;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.Verifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The length of a proof depends on the circuit alone: not on hidden values or randomness. */
class ProofLengthTest {
  private static final int INPUTS = 7;
  private static final byte[] NO_CONTEXT = {};

  static List<CompileOptions> mixes() {
    return Mixes.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixes")
  void plainAndCompactProofsOfAllInputsHaveOneLength(CompileOptions options) throws Exception {
    Set<List<Integer>> lengths = new HashSet<>();
    ModelFile model = Prover.commit(Networks.dense(options, INPUTS, 9, 4), 1);
    try (Prover prover = Prover.of(model, 1)) {
      for (Map<String, TensorData> input : inputs()) {
        byte[] proof = prover.prove(input).proof();
        byte[] compact = Verifier.compact(model.key(), proof, NO_CONTEXT);
        lengths.add(List.of(proof.length, compact.length));
      }
    }
    assertThat(lengths).hasSize(1);
    assertThat(lengths.iterator().next()).doesNotHaveDuplicates();
  }

  private static List<Map<String, TensorData>> inputs() {
    return List.of(filled(0), filled(1), filled(-1), Networks.input(INPUTS, 4));
  }

  private static Map<String, TensorData> filled(double value) {
    double[] values = new double[INPUTS];
    Arrays.fill(values, value);
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, INPUTS}, values));
  }
}
