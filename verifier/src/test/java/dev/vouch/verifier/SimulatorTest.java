package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.testing.CircuitSketch;
import dev.vouch.verifier.testing.Net;
import dev.vouch.verifier.testing.RecordingTranscript;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Zero knowledge: a proof can be made without a witness by whoever chooses c, so accepted proofs
 * tell nothing but their statement.
 */
class SimulatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"tiny", "attention", "index_table", "outer", "public_only", "direct", "lone"})
  void simulatedProofIsAcceptedForItsChallengeOnly(String name) throws Exception {
    VerifyingKey key = VerifyingKey.decode(Net.of(name).key());
    check(key);
  }

  private static void check(VerifyingKey key) throws Exception {
    Simulator.Simulated simulated = new Simulator(7).run(key);
    new Verifier(
            key,
            WeightStatus.FIELD_VALUED,
            () -> new RecordingTranscript(Map.of("c", simulated.c())))
        .verify(simulated.proof());
    try {
      Verifier.ofUncertified(key).verify(simulated.proof());
      throw new AssertionError("accepted");
    } catch (ProofRejectedException e) {
      assertThat(e.reason()).isEqualTo(RejectionReason.QUADRATIC_FORM);
    }
  }

  @Test
  @Tag("clock")
  void largeProofIsFast() throws Exception {
    Circuit circuit = CircuitSketch.dense(9, 128, 256, 4);
    VerifyingKey key = Simulator.key(circuit, 5);
    assertThat(key.layout().rows()).isBetween(1000, 1300);
    Simulator.Simulated simulated = new Simulator(7).run(key);
    Verifier verifier =
        new Verifier(
            key,
            WeightStatus.FIELD_VALUED,
            () -> new RecordingTranscript(Map.of("c", simulated.c())));
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      verifier.verify(simulated.proof());
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(best).isLessThan(1_000_000_000L); // 35 ms on two idle cores
  }
}
