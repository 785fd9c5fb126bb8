package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Certificate and proof checked together: each is blamed for its own faults only. */
class VerifyOnceTest {
  private static final Path FOLDER =
      Path.of("..", "docs", "spec", "golden", "2026-11", "hidden-output");
  private static final int PAD_BLINDER_BYTES = 32;
  private static final ForkJoinPool POOL = new ForkJoinPool(1);

  private final VerifyingKey key = VerifyingKey.decode(read("model.vk"));
  private final byte[] proof = read("plain.proof");
  private final byte[] context =
      Vectors.bytes(new ObjectMapper().readTree(read("expected.json")).get("context"));

  VerifyOnceTest() throws Exception {}

  static byte[] read(String name) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name));
  }

  @AfterAll
  static void close() {
    POOL.shutdown();
  }

  /** The last element is the blinder of the pads: only a group equation tells. */
  static byte[] withOtherBlinder(byte[] messages) {
    byte[] changed = messages.clone();
    changed[changed.length - PAD_BLINDER_BYTES] ^= 1;
    return changed;
  }

  private void refused(VerifyingKey key, byte[] proof, RejectionReason reason) {
    assertThatThrownBy(() -> Verifier.verifyOnce(key, proof, context, POOL))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void bothHold() throws Exception {
    VerifiedInference inference = Verifier.verifyOnce(key, proof, context, POOL);
    assertThat(inference.weights()).isEqualTo(WeightStatus.CERTIFIED);
    assertThat(inference.modelId()).isEqualTo(key.modelId());
  }

  @Test
  void theProofIsFalse() {
    refused(key, withOtherBlinder(proof), RejectionReason.GROUP_EQUATIONS);
  }

  @Test
  void theCertificateIsFalse() throws Exception {
    VerifyingKey other =
        VerifyingKey.of(key.circuit(), key.modelPointBytes(), withOtherBlinder(key.certificate()));
    refused(other, proof, RejectionReason.CERTIFICATE);
    refused(other, withOtherBlinder(proof), RejectionReason.CERTIFICATE);
    assertThatThrownBy(() -> Verifier.of(other))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.CERTIFICATE));
  }

  @Test
  void theCertificateIsMissing() throws Exception {
    VerifyingKey without = VerifyingKey.of(key.circuit(), key.modelPointBytes(), new byte[0]);
    assertThatThrownBy(() -> without.verifyOnce(proof, context, false, POOL))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectionReason.UNCERTIFIED));
    VerifiedInference verified = without.verifyOnce(proof, context, true, POOL);
    assertThat(verified.weights()).isEqualTo(WeightStatus.FIELD_VALUED);
  }

  @Test
  void tensorsAreAskedForByName() throws Exception {
    VerifiedInference verified = Verifier.verifyOnce(key, proof, context, POOL);
    VerifiedTensor output = verified.outputs().get(0);
    assertThat(verified.output(output.name())).isSameAs(output);
    assertThatThrownBy(() -> verified.output("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no output other; there are [" + output.name());
  }

  @Test
  void aBatchWithoutContexts() throws Exception {
    Verifier verifier = Verifier.of(key);
    assertThatThrownBy(() -> verifier.verifyAll(List.of(proof)))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.batchIndex()).hasValue(0));
    Net net = Net.of("tiny");
    List<VerifiedInference> verified =
        Verifier.ofUncertified(VerifyingKey.decode(net.key())).verifyAll(List.of(net.proof()));
    assertThat(verified).hasSize(1);
    assertThat(verified.get(0).modelId().bytes()).isEqualTo(net.bytes("modelId"));
    assertThat(verifier.verifyAll(List.of(proof), List.of(context))).hasSize(1);
  }
}
