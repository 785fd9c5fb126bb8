package dev.vouch.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What programs are told when nothing was verified. */
class RefusalTest {
  private static final ModelId ONE = ModelId.of(new byte[ModelId.BYTES]);
  private static final ModelId OTHER = ModelId.parse("01".repeat(ModelId.BYTES));

  @ParameterizedTest
  @EnumSource(RejectionReason.class)
  void rejectedProofsNameTheCheckAndWhatToDo(RejectionReason reason) {
    ProofRejectedException alone = new ProofRejectedException(reason, "because");
    assertThat(alone.kind()).isEqualTo(Refusal.Kind.REJECTED);
    assertThat(alone.reasonName()).isEqualTo(reason.name());
    assertThat(alone.remedy()).isEqualTo(reason.remedy()).isNotBlank();
    assertThat(alone).hasMessage("because").hasNoCause();
    assertThat(alone.batchIndex()).isEmpty();
    ProofRejectedException first = alone.inBatch(0);
    assertThat(first).hasMessage("proof 0 of the batch: because").hasCause(alone);
    assertThat(first.batchIndex()).hasValue(0);
    assertThat(first.reason()).isEqualTo(reason);
  }

  @Test
  void malformedFilesAreSomethingElse() {
    List<VerificationException> malformed = new ArrayList<>();
    malformed.add(new MalformedKeyException("no key", null));
    malformed.add(new MalformedProofException("no proof", null));
    malformed.add(new MalformedProofException("no proof", null).inBatch(2));
    for (VerificationException e : malformed) {
      assertThat(e.kind()).isEqualTo(Refusal.Kind.MALFORMED);
      assertThat(e.reasonName()).isEqualTo("MALFORMED");
      assertThat(e.remedy()).isEmpty();
    }
    assertThat(malformed.get(2)).hasMessage("proof 2 of the batch: no proof");
    assertThat(malformed.get(2).batchIndex()).hasValue(2);
  }

  @Test
  void anotherModelIsNamedBesideTheOneThatWasAskedFor() {
    WrongModelException e = new WrongModelException("the key is of", ONE, OTHER);
    assertThat(e.kind()).isEqualTo(Refusal.Kind.REJECTED);
    assertThat(e.reasonName()).isEqualTo("MODEL_ID");
    assertThat(e.remedy()).isEqualTo(RejectionReason.MODEL_ID.remedy());
    assertThat(e.expected()).isEqualTo(ONE);
    assertThat(e.actual()).isEqualTo(OTHER);
    assertThat(e).hasMessage("the key is of model " + OTHER + ", not " + ONE);
  }

  @Test
  void idsAreEqualByTheirBytes() {
    byte[] bytes = OTHER.bytes();
    ModelId same = ModelId.of(bytes);
    assertThat(same).isEqualTo(OTHER).hasSameHashCodeAs(OTHER).hasToString(OTHER.hex());
    assertThat(same).isNotEqualTo(ONE).doesNotHaveSameHashCodeAs(ONE).isNotEqualTo("id");
    assertThat(same.isOf(bytes)).isTrue();
    bytes[31]++;
    assertThat(same.isOf(bytes)).isFalse();
    same.bytes()[0]++;
    assertThat(same).isEqualTo(OTHER);
  }

  @Test
  void limitsAreNotNegative() {
    assertThat(new KeyLimits(0, 0, 0)).isEqualTo(new KeyLimits(0, 0, 0));
    for (KeyLimitsMaker maker :
        List.<KeyLimitsMaker>of(
            () -> new KeyLimits(-1, 0, 0),
            () -> new KeyLimits(0, -1, 0),
            () -> new KeyLimits(0, 0, -1))) {
      assertThatThrownBy(maker::make).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private interface KeyLimitsMaker {
    KeyLimits make();
  }
}
