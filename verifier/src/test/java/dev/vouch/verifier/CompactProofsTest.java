package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.plan.Plan;
import dev.vouch.verifier.product.TermFactors;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.RecordingTranscript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compact form of proofs (protocol.md §8.1), byte for byte as in the specification. */
class CompactProofsTest {
  static Stream<Net> nets() {
    return Net.all();
  }

  static Stream<Net> compactable() {
    return Net.all().filter(net -> !net.json().get("compactProof").isNull());
  }

  @ParameterizedTest
  @MethodSource("nets")
  void existsWhereTheSpecificationSaysSo(Net net) throws Exception {
    assertThat(VerifyingKey.decode(net.key()).plan().compactable())
        .isEqualTo(!net.json().get("compactProof").isNull());
  }

  /** Their compact forms are made with generators that are folded on the way, once and twice. */
  @Test
  void someOfThemHaveManyGenerators() throws Exception {
    List<Integer> generators = new ArrayList<>();
    for (Net net : compactable().toList()) {
      Plan plan = VerifyingKey.decode(net.key()).plan();
      generators.add(Math.max(plan.columns(), plan.pads()));
    }
    assertThat(generators)
        .anyMatch(count -> count > 16 && count <= 128)
        .anyMatch(count -> count > 128);
  }

  @ParameterizedTest
  @MethodSource("compactable")
  void isTheSpecificationsAndAccepted(Net net) throws Exception {
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] expected = net.bytes("compactProof");
    boolean shorter = expected.length < net.proof().length;
    byte[] compact = verifier.compact(net.proof(), net.context());
    assertThat(compact).isEqualTo(shorter ? expected : net.proof());
    Circuit circuit = verifier.key().circuit();
    assertThat(Proof.decode(expected, circuit).encode(circuit)).isEqualTo(expected);
    VerifiedInference plain = verifier.verify(net.proof(), net.context());
    VerifiedInference verified = verifier.verify(expected, net.context());
    assertThat(verified.modelId()).isEqualTo(plain.modelId());
    assertThat(verified.outputs()).hasSameSizeAs(plain.outputs());
    assertThat(verifier.compact(expected, net.context())).isEqualTo(expected);
  }

  @Test
  void everyElementIsChecked() throws Exception {
    Net net = Net.of("mlp");
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] compact = net.bytes("compactProof");
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    int start = compact.length - (int) verifier.key().plan().compactMessageBytes();
    for (int at = start; at < compact.length; at += 32) {
      byte[] changed = compact.clone();
      changed[at] ^= 1;
      reasons.add(reason(verifier, changed, net.context()));
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder(RejectionReason.GROUP_EQUATIONS, RejectionReason.POINT);
    byte[] longer = Arrays.copyOf(compact, compact.length - 32);
    assertThatThrownBy(() -> verifier.verify(longer, net.context()))
        .isInstanceOf(MalformedProofException.class);
  }

  @Test
  void theFormsAreNotMixedUp() throws Exception {
    Net net = Net.of("mlp");
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] plainAsCompact = net.proof();
    plainAsCompact[7] = 'C';
    byte[] compactAsPlain = net.bytes("compactProof");
    compactAsPlain[7] = 'F';
    assertThat(reason(verifier, plainAsCompact, net.context()))
        .isEqualTo(RejectionReason.MESSAGES_LENGTH);
    assertThat(reason(verifier, compactAsPlain, net.context()))
        .isEqualTo(RejectionReason.MESSAGES_LENGTH);
  }

  @Test
  void aFalseProofHasNoCompactForm() throws Exception {
    Net net = Net.of("mlp");
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] proof = net.proof();
    proof[proof.length - 40] ^= 1;
    byte[] compact = net.bytes("compactProof"); // nothing is left to be done but to check it
    compact[compact.length - 40] ^= 1;
    assertThatThrownBy(() -> verifier.compact(compact, net.context()))
        .isInstanceOf(ProofRejectedException.class);
    assertThatThrownBy(() -> verifier.compact(proof, net.context()))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void plainAndCompactProofsInOneBatch() throws Exception {
    Net net = Net.of("mlp");
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(net.key()));
    byte[] compact = net.bytes("compactProof");
    List<byte[]> contexts = List.of(net.context(), net.context(), net.context());
    assertThat(verifier.verifyAll(List.of(compact, net.proof(), compact), contexts)).hasSize(3);
    byte[] wrong = compact.clone();
    wrong[wrong.length - 40] ^= 1;
    List<byte[]> proofs = new ArrayList<>(List.of(net.proof(), wrong, compact));
    assertThatThrownBy(() -> verifier.verifyAll(proofs, contexts))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.batchIndex()).hasValue(1));
  }

  /**
   * Four products with separate factors and nothing else: after two rounds half of the vector is 0
   * by structure, and a point of the argument infinity.
   */
  @Test
  void aProofWithoutCompactFormStaysAsItIs() throws Exception {
    CircuitSketch n = new CircuitSketch(3);
    int w = n.witness("w", -9, 9, 8);
    int m = n.model("m", -9, 9, 8);
    Term dot = CircuitSketch.product(1, List.of(8), List.of(), w, List.of(0), m, List.of(0));
    n.zeros.add(n.derived("z", List.of(), dot, dot, dot, dot));
    VerifyingKey key = Simulator.key(n.circuit(), 3);
    Simulator.Simulated simulated = new Simulator(5, TermFactors.SEPARATE).run(key);
    Verifier verifier =
        new Verifier(
            key,
            WeightStatus.FIELD_VALUED,
            () -> new RecordingTranscript(Map.of("c", simulated.c())));
    Plan plan = key.plan(TermFactors.SEPARATE);
    assertThat(plan.compactMessageBytes()).isLessThan(plan.messageBytes());
    assertThat(verifier.compact(simulated.proof(), new byte[0])).isEqualTo(simulated.proof());
  }

  private static RejectionReason reason(Verifier verifier, byte[] proof, byte[] context)
      throws MalformedProofException {
    try {
      verifier.verify(proof, context);
      throw new AssertionError("accepted");
    } catch (ProofRejectedException e) {
      return e.reason();
    }
  }
}
