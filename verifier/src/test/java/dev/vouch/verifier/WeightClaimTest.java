package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.testing.Net;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** What a key says of its weights, and what is made of it. */
class WeightClaimTest {
  private static final Net HIDDEN = Net.of("tiny");

  @Test
  void hiddenWeightsNeedACertificate() throws Exception {
    VerifyingKey key = VerifyingKey.decode(HIDDEN.key());
    assertRejected(RejectionReason.UNCERTIFIED, () -> Verifier.of(key));
    assertRejected(
        RejectionReason.UNCERTIFIED,
        () ->
            Verifier.verifyOnce(key, HIDDEN.proof(), HIDDEN.context(), ForkJoinPool.commonPool()));
    VerifiedInference verified =
        Verifier.ofUncertified(key).verify(HIDDEN.proof(), HIDDEN.context());
    assertThat(verified.weights()).isEqualTo(WeightStatus.FIELD_VALUED);
  }

  @Test
  void anIdHasItsLength() {
    String id = "ab".repeat(ModelId.BYTES);
    assertThat(ModelId.parse(id).hex()).isEqualTo(id);
    assertThat(ModelId.parse(id.toUpperCase(java.util.Locale.ROOT))).isEqualTo(ModelId.parse(id));
    for (String bad : List.of("", "ab", id + "00", "zz".repeat(32), " ".repeat(64))) {
      assertThatThrownBy(() -> ModelId.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    for (int length : new int[] {0, 31, 33}) {
      assertThatThrownBy(() -> ModelId.of(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void contextsThatAreTooLongAreTheCallersMistake() throws Exception {
    Verifier verifier = Verifier.ofUncertified(VerifyingKey.decode(HIDDEN.key()));
    byte[] tooLong = new byte[Verifier.MAX_CONTEXT_BYTES + 1];
    assertThatThrownBy(() -> verifier.verify(HIDDEN.proof(), tooLong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private interface Check {
    Object run() throws Exception;
  }

  private static void assertRejected(RejectionReason reason, Check check) {
    assertThatThrownBy(check::run)
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
