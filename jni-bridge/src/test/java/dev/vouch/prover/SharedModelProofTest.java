package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Visibility;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.testing.Mixes;
import dev.vouch.prover.testing.TrainedModel;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerifiedInference;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WeightStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trained networks from end to end: compiled, proven natively, verified in Java. */
class SharedModelProofTest {
  private static final Map<String, TrainedModel> MODELS = new HashMap<>();

  private static TrainedModel model(String name) throws Exception {
    TrainedModel known = MODELS.get(name);
    if (known == null) {
      known = TrainedModel.read(name);
      MODELS.put(name, known);
    }
    return known;
  }

  static Stream<Arguments> mixes() {
    return Stream.of("mlp_196", "small_cnn", "conv_fc")
        .flatMap(name -> Mixes.all().stream().map(mix -> Arguments.of(name, mix)));
  }

  /**
   * All eight mixes: accepted; of equal length; hidden values nowhere; nothing in common but what
   * is public.
   */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("mixes")
  void provesAndVerifies(String name, CompileOptions options) throws Exception {
    Map<String, TensorData> sample = model(name).samples().get(3);
    ModelFile model = ModelFile.decode(Prover.commit(model(name).compile(options), 2).encode());
    VerifyingKey key = VerifyingKey.decode(model.key().encode());
    Verifier verifier = Verifier.of(key, model.key().modelId());
    try (Prover prover = Prover.of(model, 2)) {
      ProvedInference first = prover.prove(sample);
      ProvedInference second = prover.prove(sample);
      VerifiedInference verified = verifier.verify(first.proof());
      verifier.verifyAll(java.util.List.of(first.proof(), second.proof()));
      assertThat(verified.weights())
          .isEqualTo(
              options.weights() == Visibility.PUBLIC
                  ? WeightStatus.DECLARED_PUBLIC
                  : WeightStatus.CERTIFIED);
      assertThat(verified.inputs().get(0).isHidden())
          .isEqualTo(options.input() == Visibility.PRIVATE);
      assertThat(verified.outputs().get(0).isHidden())
          .isEqualTo(options.output() == Visibility.PRIVATE);
      long[] outputs = first.execution().outputs().values().iterator().next().integers();
      if (options.output() == Visibility.PUBLIC) {
        assertThat(verified.outputs().get(0).integers()).containsExactly(outputs);
      }
      assertThat(first.proof()).hasSameSizeAs(second.proof());
      assertThat(messages(first, key)).doesNotContainAnyElementsOf(messages(second, key));
      if (options.output() == Visibility.PRIVATE) {
        assertThat(contains(first.proof(), outputs)).isFalse();
      }
      if (options.input() == Visibility.PRIVATE) {
        long[] inputs = first.execution().inputs().values().iterator().next().integers();
        assertThat(contains(first.proof(), inputs)).isFalse();
      }
    }
  }

  /** The 32-byte elements after the public part. */
  private static Set<ByteBuffer> messages(ProvedInference proven, VerifyingKey key)
      throws Exception {
    byte[] messages = dev.vouch.verifier.Proof.decode(proven.proof(), key.circuit()).messages();
    Set<ByteBuffer> elements = new HashSet<>();
    for (int i = 0; i < messages.length; i += 32) {
      elements.add(ByteBuffer.wrap(Arrays.copyOfRange(messages, i, i + 32)));
    }
    return elements;
  }

  /** Whether the values stand anywhere one after the other, as 8, 4 or 2 bytes each. */
  private static boolean contains(byte[] bytes, long[] values) {
    for (int width : new int[] {2, 4, 8}) {
      for (int at = 0; at + 4 * width <= bytes.length; at++) {
        boolean same = true;
        for (int i = 0; i < 4 && same; i++) {
          for (int b = 0; b < width && same; b++) {
            same =
                bytes[at + i * width + b] == (byte) (values[values.length / 2 - 2 + i] >> (8 * b));
          }
        }
        if (same
            && Arrays.stream(values, values.length / 2 - 2, values.length / 2 + 2)
                .anyMatch(v -> v != 0)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void contextIsBound() throws Exception {
    TrainedModel trained = model("mlp_196");
    ModelFile model = Prover.commit(trained.compile(CompileOptions.defaults()), 2);
    Verifier verifier = Verifier.of(model.key());
    try (Prover prover = Prover.of(model, 2)) {
      byte[] nonce = {1, 2, 3};
      byte[] proof =
          prover
              .prove(trained.samples().get(0), ProveOptions.defaults().withContext(nonce))
              .proof();
      verifier.verify(proof, nonce);
      assertThatThrownBy(() -> verifier.verify(proof)).isInstanceOf(ProofRejectedException.class);
    }
  }
}
