package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.prover.ffi.NativeSession;
import dev.vouch.prover.ffi.TestProver;
import dev.vouch.prover.testing.Net;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.RejectionReason;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.WrongModelException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but the proof itself is accepted, and no false witness can be proven. */
class TinyTamperingTest {
  private static final int ELEMENT = 32;
  private static Net net;
  private static VerifyingKey key;
  private static Verifier verifier;

  @BeforeAll
  static void read() throws Exception {
    net = Net.read("tiny");
    key = net.verifyingKey();
    verifier = net.verifier();
    verifier.verify(net.proof(), net.context());
  }

  /** The reason of the rejection, or null for malformed bytes; fails if the proof is accepted. */
  private static RejectionReason refused(byte[] proof, byte[] context) {
    try {
      verifier.verify(proof, context);
    } catch (MalformedProofException e) {
      return null;
    } catch (ProofRejectedException e) {
      return e.reason();
    }
    throw new AssertionError("accepted");
  }

  @Test
  void everyByteChanged() {
    byte[] proof = net.proof();
    Set<RejectionReason> seen = EnumSet.noneOf(RejectionReason.class);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= (byte) (1 << (i & 7));
      RejectionReason reason = refused(proof, net.context());
      if (reason != null) {
        seen.add(reason);
      }
      proof[i] ^= (byte) (1 << (i & 7));
    }
    assertThat(seen)
        .contains(
            RejectionReason.MODEL_ID,
            RejectionReason.POINT,
            RejectionReason.QUADRATIC_FORM,
            RejectionReason.GROUP_EQUATIONS);
  }

  @Test
  void everyTruncationAndAppendedBytes() {
    byte[] proof = net.proof();
    for (int length = 0; length < proof.length; length++) {
      refused(Arrays.copyOf(proof, length), net.context());
    }
    for (int more : new int[] {1, ELEMENT, 4096}) {
      refused(Arrays.copyOf(proof, proof.length + more), net.context());
    }
  }

  @Test
  void everyElementNonCanonical() {
    byte[] proof = net.proof();
    int messages = proof.length - (int) key.plan().messageBytes();
    for (int at = messages; at < proof.length; at += ELEMENT) {
      byte[] changed = proof.clone();
      Arrays.fill(changed, at, at + ELEMENT, (byte) 0xff);
      assertThat(refused(changed, net.context()))
          .isIn(RejectionReason.POINT, RejectionReason.SCALAR);
    }
  }

  @Test
  void anotherContext() {
    assertThat(refused(net.proof(), new byte[] {9})).isEqualTo(RejectionReason.QUADRATIC_FORM);
  }

  @Test
  void everyByteOfTheKeyChanged() {
    byte[] bytes = net.key();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << (i & 7));
      assertThatThrownBy(() -> VerifyingKey.decode(changed))
          .isInstanceOf(MalformedKeyException.class);
    }
  }

  @Test
  void anotherModelIsNotPinned() {
    byte[] other = key.modelId().bytes();
    other[0] ^= 1;
    assertThatThrownBy(() -> Verifier.of(key, ModelId.of(other)))
        .isInstanceOf(WrongModelException.class);
  }

  /**
   * Each cell of the witness one up and one down, with hidden and with public inputs and outputs.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny_public_public_model", "limbs", "mlp", "direct"})
  void everyFalseWitness(String name) throws Exception {
    Net of = Net.read(name);
    VerifyingKey itsKey = of.verifyingKey();
    Verifier its = of.verifier();
    try (TestProver prover = new TestProver(of.circuit())) {
      prover.load(of.modelValues(), of.modelPoints(), of.modelBlinders());
      long[] honest = of.witnessValues();
      its.verify(proof(prover, itsKey, of, honest), of.context());
      for (int i = 0; i < honest.length; i++) {
        for (int change : new int[] {1, -1}) {
          long[] witness = honest.clone();
          witness[i] += change;
          byte[] proof = proof(prover, itsKey, of, witness);
          assertThatThrownBy(() -> its.verify(proof, of.context()))
              .as("cell %d %+d", i, change)
              .isInstanceOf(ProofRejectedException.class);
        }
      }
    }
  }

  private static byte[] proof(TestProver prover, VerifyingKey key, Net net, long[] witness)
      throws Exception {
    NativeSession.NativeProof proven = prover.prove(net.context(), witness, net.seed());
    return new Proof(
            key.modelId().bytes(),
            JoinedWitness.split(key.circuit(), witness).publicValues(),
            new CommitmentRows(key.layout()).ofHidden(proven.hiddenPoints()),
            proven.messages())
        .encode(key.circuit());
  }
}
