package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Certificates and proofs of several keys checked together: what is false is blamed, and where. */
class JointVerifierTest {
  private static final ForkJoinPool POOL = new ForkJoinPool(1);

  private final VerifyingKey key = VerifyingKey.decode(VerifyOnceTest.read("model.vk"));
  private final byte[] proof = VerifyOnceTest.read("plain.proof");
  private final byte[] context =
      Vectors.bytes(
          new ObjectMapper().readTree(VerifyOnceTest.read("expected.json")).get("context"));

  JointVerifierTest() throws Exception {}

  @AfterAll
  static void close() {
    POOL.shutdown();
  }

  private VerifyingKey certified(byte[] certificate) throws Exception {
    return VerifyingKey.of(key.circuit(), key.modelPointBytes(), certificate);
  }

  private List<VerifiedInference> once(
      List<VerifyingKey> keys, List<byte[]> proofs, boolean uncertified)
      throws VerificationException {
    List<byte[]> contexts = Collections.nCopies(keys.size(), context);
    return JointVerifier.verifyOnce(keys, proofs, contexts, uncertified, POOL);
  }

  private void refused(
      List<VerifyingKey> keys, List<byte[]> proofs, RejectionReason reason, int index) {
    assertThatThrownBy(() -> once(keys, proofs, false))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.batchIndex()).hasValue(index);
            });
  }

  @Test
  void allHold() throws Exception {
    List<VerifiedInference> verified = once(List.of(key, key), List.of(proof, proof), false);
    assertThat(verified).extracting(VerifiedInference::modelId).containsOnly(key.modelId());
    assertThat(verified)
        .extracting(VerifiedInference::weights)
        .containsExactly(WeightStatus.CERTIFIED, WeightStatus.CERTIFIED);
  }

  /** The certificate is blamed, whether its group equations do not hold or it is not one. */
  @Test
  void aCertificateIsFalse() throws Exception {
    byte[] cutShort = new byte[32];
    for (byte[] certificate :
        List.of(VerifyOnceTest.withOtherBlinder(key.certificate()), cutShort)) {
      VerifyingKey other = certified(certificate);
      List<byte[]> proofs = List.of(proof, proof);
      refused(List.of(key, other), proofs, RejectionReason.CERTIFICATE, 1);
      refused(List.of(other, key), proofs, RejectionReason.CERTIFICATE, 0);
    }
  }

  @Test
  void aProofIsFalse() {
    byte[] other = VerifyOnceTest.withOtherBlinder(proof);
    refused(List.of(key, key), List.of(proof, other), RejectionReason.GROUP_EQUATIONS, 1);
    refused(List.of(key, key), List.of(other, proof), RejectionReason.GROUP_EQUATIONS, 0);
  }

  /** A key without certificate has nothing to check beside one that has. */
  @Test
  void aCertificateIsMissing() throws Exception {
    VerifyingKey without = certified(new byte[0]);
    List<byte[]> proofs = List.of(proof, proof);
    refused(List.of(key, without), proofs, RejectionReason.UNCERTIFIED, 1);
    assertThat(once(List.of(without, key), proofs, true))
        .extracting(VerifiedInference::weights)
        .containsExactly(WeightStatus.FIELD_VALUED, WeightStatus.CERTIFIED);
    VerifyingKey other = certified(VerifyOnceTest.withOtherBlinder(key.certificate()));
    assertThatThrownBy(() -> once(List.of(without, other), proofs, true))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(RejectionReason.CERTIFICATE);
              assertThat(e.batchIndex()).hasValue(1);
            });
  }

  /** The pool's only thread is busy; what a malformed proof makes needless is not left to it. */
  @Test
  void certificatesOfNoUseAreLeftUnchecked() throws Exception {
    List<ForkJoinTask<?>> submitted = new ArrayList<>();
    ForkJoinPool pool =
        new ForkJoinPool(1) {
          @Override
          public <T> ForkJoinTask<T> submit(Callable<T> task) {
            ForkJoinTask<T> own = super.submit(task);
            submitted.add(own);
            return own;
          }
        };
    CountDownLatch free = new CountDownLatch(1);
    try {
      ForkJoinTask<Boolean> busy = pool.submit(() -> free.await(1, TimeUnit.MINUTES));
      List<byte[]> contexts = List.of(context, context);
      assertThatThrownBy(
              () ->
                  JointVerifier.verifyOnce(
                      List.of(key, key), List.of(proof, new byte[0]), contexts, false, pool))
          .isInstanceOfSatisfying(
              MalformedProofException.class, e -> assertThat(e.batchIndex()).hasValue(1));
      assertThat(submitted).hasSize(3).startsWith(busy);
      assertThat(submitted.subList(1, 3)).allMatch(ForkJoinTask::isCancelled);
    } finally {
      free.countDown();
      pool.shutdown();
    }
  }

  @Test
  void keysAreThoseOfTheVerifiers() throws Exception {
    VerifyingKey without = certified(new byte[0]);
    JointVerifier joint =
        JointVerifier.of(List.of(Verifier.of(key), Verifier.ofUncertified(without)));
    assertThat(joint.keys()).containsExactly(key, without);
    assertThat(joint.withPool(POOL).keys()).containsExactly(key, without);
  }

  @Test
  void severalProofsUnderEachKeyAreAllOrNothing() throws Exception {
    JointVerifier joint = JointVerifier.of(List.of(Verifier.of(key), Verifier.of(key)));
    assertThat(joint.verifyAll(Collections.nCopies(4, proof), Collections.nCopies(4, context)))
        .hasSize(4);
    assertThatThrownBy(
            () -> joint.verifyAll(Collections.nCopies(3, proof), Collections.nCopies(3, context)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 proofs under 2 keys");
  }
}
