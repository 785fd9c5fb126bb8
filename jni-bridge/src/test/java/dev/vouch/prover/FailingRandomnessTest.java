package dev.vouch.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vouch.prover.ffi.NativeCallException;
import dev.vouch.prover.ffi.TestProver;
import dev.vouch.prover.testing.Net;
import dev.vouch.verifier.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without randomness of the operating system nothing is proven. */
class FailingRandomnessTest {
  /** The blinders of hidden inputs take the first request, everything else the second. */
  private static final int REQUESTS = 2;

  private static byte[] messages(int requests) throws Exception {
    Net net = Net.read("tiny");
    try (TestProver prover = new TestProver(net.circuit())) {
      prover.load(net.modelValues(), net.modelPoints(), net.modelBlinders());
      return prover.proveWithoutRandomness(net.context(), net.witnessValues(), requests).messages();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aFailureOfTheSourceIsAnError(int requests) {
    NativeCallException failure =
        catchThrowableOfType(NativeCallException.class, () -> messages(requests));
    ProverException seen = NativeFailure.of(failure);
    assertThat(seen.reason()).isEqualTo(ProverException.Reason.RANDOMNESS);
    assertThat(seen.kind()).isEqualTo(Refusal.Kind.INTERNAL);
    assertThat(seen).hasMessageContaining("the operating system gave no randomness");
  }

  @Test
  void aProofTakesTwoRequests() throws Exception {
    assertThat(messages(REQUESTS)).isNotEmpty().isNotEqualTo(messages(REQUESTS));
  }
}
