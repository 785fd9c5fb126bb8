package dev.vouch.prover.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.testing.Networks;
import dev.vouch.verifier.ProofVerifier;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.VerifiedResult;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.WeightStatus;
import dev.vouch.verifier.chain.RejectedChainException;
import dev.vouch.verifier.chain.VerifiedChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public weights of a network in parts: recomputed of each part, and each part can be at fault. */
class ChainWeightsTest {
  private static final int PARTS = 3;
  private static final int INPUTS = 12;
  private static final byte[] NONCE = {4, 5};

  private static ChainModelFile shown;
  private static byte[] proof;
  private static ProofVerifier verifier;

  @BeforeAll
  static void prove() throws Exception {
    shown = commit(Visibility.PUBLIC);
    try (ChainProver prover = ChainProver.of(shown, 2)) {
      ProveOptions options = ProveOptions.defaults().withContext(NONCE);
      proof = prover.prove(Networks.input(INPUTS, 7), options).proof();
    }
    verifier = shown.key().verifier();
  }

  private static ChainModelFile commit(Visibility weights) throws Exception {
    CompileOptions options = CompileOptions.defaults().withWeights(weights);
    CompiledNetwork network = Networks.dense(options, INPUTS, 10, 8, 6, 4);
    return ChainProver.commit(Splitter.split(network, PARTS, ProofGoal.LATENCY), 2);
  }

  private static List<List<long[]>> weights(ChainModelFile model) {
    return new ArrayList<>(model.parts().stream().map(ModelFile::modelValues).toList());
  }

  private static void requireRefused(String message, ProofVerifier of, List<List<long[]>> values) {
    assertThatThrownBy(() -> of.withPublicWeightsOfParts(values))
        .isInstanceOfSatisfying(
            VerificationException.class,
            e -> assertThat(e.reasonName()).as(e.getMessage()).isEqualTo("PUBLIC_WEIGHTS"))
        .hasMessageStartingWith(message);
  }

  @Test
  void aKeysWordIsNotEnough() throws Exception {
    VerifiedResult believed = verifier.verify(proof, NONCE);
    assertThat(((VerifiedChain) believed).weights())
        .hasSize(PARTS)
        .containsOnly(WeightStatus.DECLARED_PUBLIC);
    for (ProofVerifier knowing :
        List.of(
            verifier.withPublicWeightsOfParts(weights(shown)),
            verifier.withPool(ForkJoinPool.commonPool()).withPublicWeightsOfParts(weights(shown)),
            verifier
                .withPublicWeightsOfParts(weights(shown))
                .withPool(ForkJoinPool.commonPool()))) {
      VerifiedChain one = (VerifiedChain) knowing.verify(proof, NONCE);
      assertThat(one.weights()).hasSize(PARTS).containsOnly(WeightStatus.PUBLIC);
      List<? extends VerifiedResult> two =
          knowing.verifyAll(List.of(proof, proof), List.of(NONCE, NONCE));
      assertThat(two).hasSize(2);
      assertThat(((VerifiedChain) two.get(1)).weights()).containsOnly(WeightStatus.PUBLIC);
    }
  }

  /** One cell of each part in turn. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void thePartOfOtherWeightsIsNamed(int part) {
    List<List<long[]>> values = weights(shown);
    long[] changed = values.get(part).get(0).clone();
    changed[changed.length - 1] += changed[changed.length - 1] > 0 ? -1 : 1;
    List<long[]> own = new ArrayList<>(values.get(part));
    own.set(0, changed);
    values.set(part, own);
    requireRefused("part " + part + ": these are not the key's weights", verifier, values);
    changed[0] = Long.MAX_VALUE;
    requireRefused("part " + part + ": these are not the key's weights", verifier, values);
  }

  @Test
  void partsHaveTheirOwnWeights() {
    List<List<long[]>> turned = weights(shown);
    Collections.swap(turned, 0, 2);
    requireRefused("part 0: ", verifier, turned);
    List<List<long[]>> empty = weights(shown);
    empty.set(1, List.of());
    requireRefused("part 1: ", verifier, empty);
  }

  @Test
  void thereAreWeightsOfEachPart() throws Exception {
    String message = "these are not the key's weights: the number of parts is 2, not 3";
    requireRefused(message, verifier, weights(shown).subList(0, 2));
    ModelFile one = shown.parts().get(0);
    List<List<long[]>> twice = List.of(one.modelValues(), one.modelValues());
    requireRefused(
        "these are not the key's weights: the number of parts is 2, not 1",
        Verifier.of(one.key()),
        twice);
  }

  /** The same integers behind blinders that nobody else knows. */
  @Test
  void hiddenWeightsAreNotPublic() throws Exception {
    ChainModelFile hidden = commit(Visibility.PRIVATE);
    requireRefused("part 0: ", hidden.key().verifier(), weights(hidden));
    assertThatThrownBy(() -> hidden.key().verifier().withPublicWeightsOfParts(weights(hidden)))
        .isInstanceOf(RejectedChainException.class);
  }
}
