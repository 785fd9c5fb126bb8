package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.WeightStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Weights are public where the verifier has them, and declared public before. */
class PublicWeightsTest {
  private static final int INPUTS = 20;

  private static ModelFile shown;
  private static byte[] proof;
  private static Verifier verifier;

  @BeforeAll
  static void prove() throws Exception {
    shown = commit(Visibility.PUBLIC);
    try (Prover prover = Prover.of(shown, 2)) {
      proof = prover.prove(Networks.input(INPUTS, 7)).proof();
    }
    verifier = Verifier.of(shown.key());
  }

  private static ModelFile commit(Visibility weights) throws Exception {
    CompileOptions options = CompileOptions.defaults().withWeights(weights);
    return Prover.commit(Networks.dense(options, INPUTS, 40, 5), 2);
  }

  @Test
  void aKeysWordIsNotEnough() throws Exception {
    assertThat(verifier.verify(proof).weights()).isEqualTo(WeightStatus.DECLARED_PUBLIC);
    Verifier knowing = verifier.withPublicWeights(shown.modelValues());
    assertThat(knowing.verify(proof).weights()).isEqualTo(WeightStatus.PUBLIC);
  }

  @Test
  void otherWeightsAreNot() {
    for (int tensor = 0; tensor < shown.modelValues().size(); tensor++) {
      int size = shown.modelValues().get(tensor).length;
      for (int cell : new int[] {0, size / 2, size - 1}) {
        long[] changed = shown.modelValues().get(tensor).clone();
        changed[cell] += changed[cell] > 0 ? -1 : 1;
        List<long[]> values = new ArrayList<>(shown.modelValues());
        values.set(tensor, changed);
        assertRefused(verifier, values);
      }
    }
    List<long[]> turned = new ArrayList<>(shown.modelValues());
    Collections.reverse(turned);
    assertRefused(verifier, turned);
    assertRefused(verifier, shown.modelValues().subList(1, shown.modelValues().size()));
  }

  @Test
  void weightsOutsideTheirRange() {
    long[] huge = shown.modelValues().get(0).clone();
    huge[0] = Long.MAX_VALUE;
    List<long[]> values = new ArrayList<>(shown.modelValues());
    values.set(0, huge);
    assertRefused(verifier, values);
  }

  /** The same integers behind blinders that nobody else knows. */
  @Test
  void hiddenWeightsAreNotPublic() throws Exception {
    ModelFile hidden = commit(Visibility.PRIVATE);
    assertRefused(Verifier.of(hidden.key()), hidden.modelValues());
  }

  private static void assertRefused(Verifier of, List<long[]> values) {
    assertThatThrownBy(() -> of.withPublicWeights(values))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.PUBLIC_WEIGHTS));
  }
}
