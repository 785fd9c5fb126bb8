package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.testing.Net;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verifier as a service uses it: key from a file, a pinned model, one verifier for all threads,
 * typed answers.
 */
class EmbeddingTest {
  private static final Net NET = Net.of("tiny_input_public_model");

  @Test
  void serviceChecksAProofAgainstAPinnedModel(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("model.vk"), NET.key());
    ModelId model = ModelId.of(NET.bytes("modelId"));
    VerifyingKey key = KeyReader.create().read(file, model);
    key.requireModel(model);
    Verifier verifier = Verifier.ofUncertified(key);

    VerifiedInference inference = verifier.verify(NET.proof(), NET.context());

    assertThat(inference.modelId().hex()).isEqualTo(NET.json().get("modelId").textValue());
    assertThat(inference.weights()).isEqualTo(WeightStatus.FIELD_VALUED);
    assertThat(inference.hidden()).containsExactly("x");
    assertThat(inference.output("y").shape()).containsExactly(2);
    assertThat(inference.output("y").integers()).containsExactly(longs("publicValues"));
    assertThat(inference.input("x").isHidden()).isTrue();
    assertThat(inference.input("x").commitment()).hasSize(32);
    assertThat(inference.securityBits()).isEqualTo(126);
    assertThatThrownBy(() -> inference.input("x").integers())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hidden");
    assertThatThrownBy(() -> inference.output("y").commitment())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inference.output("logits"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[y]");
  }

  private static long[] longs(String field) {
    var list = NET.json().get(field).get(0);
    long[] values = new long[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).longValue();
    }
    return values;
  }

  @Test
  void keyOfAnotherModelIsRefusedWhileReading() {
    ModelId other = ModelId.of(Net.of("tiny").bytes("modelId"));
    assertThatThrownBy(() -> VerifyingKey.decode(NET.key(), other))
        .isInstanceOfSatisfying(
            WrongModelException.class,
            e -> {
              assertThat(e.expected()).isEqualTo(other);
              assertThat(e.actual()).isEqualTo(ModelId.of(NET.bytes("modelId")));
              assertThat(e.reasonName()).isEqualTo("MODEL_ID");
            });
  }

  @Test
  void resultsCannotBeChangedFromOutside() throws Exception {
    VerifiedInference inference =
        Verifier.ofUncertified(VerifyingKey.decode(NET.key())).verify(NET.proof(), NET.context());
    inference.modelId().bytes()[0] ^= 1;
    inference.output("y").integers()[0]++;
    assertThat(inference.modelId().bytes()).isEqualTo(NET.bytes("modelId"));
    assertThat(inference.output("y").integers()).containsExactly(longs("publicValues"));
  }

  @Test
  void oneVerifierServesManyThreads() throws Exception {
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(NET.key()));
    byte[] good = NET.proof();
    byte[] bad = NET.proof();
    bad[bad.length - 40] ^= 1;
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        boolean honest = i % 2 == 0;
        results.add(pool.submit(() -> accepts(verifier, honest ? good : bad)));
      }
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(i % 2 == 0);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean accepts(Verifier verifier, byte[] proof) throws MalformedProofException {
    try {
      verifier.verify(proof, NET.context());
      return true;
    } catch (ProofRejectedException e) {
      return false;
    }
  }

  @Test
  void batchNamesTheProofThatFails() throws Exception {
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(NET.key()));
    List<byte[]> proofs = new ArrayList<>(Collections.nCopies(5, NET.proof()));
    List<byte[]> contexts = Collections.nCopies(5, NET.context());
    assertThat(verifier.verifyAll(proofs, contexts)).hasSize(5);
    byte[] bad = NET.proof();
    bad[bad.length - 32] ^= 1; // the blinder of the pads: only the group equations tell
    proofs.set(3, bad);
    assertThatThrownBy(() -> verifier.verifyAll(proofs, contexts))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(RejectionReason.GROUP_EQUATIONS);
              assertThat(e.batchIndex()).hasValue(3);
            });
    proofs.set(1, new byte[10]);
    assertThatThrownBy(() -> verifier.verifyAll(proofs, contexts))
        .isInstanceOfSatisfying(
            MalformedProofException.class, e -> assertThat(e.batchIndex()).hasValue(1));
  }
}
