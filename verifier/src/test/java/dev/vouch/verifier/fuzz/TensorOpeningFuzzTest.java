package dev.vouch.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Openings: what is read is written and read again as the same. */
class TensorOpeningFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
        new TensorOpening("x", Slot.Role.INPUT, 3, 3, new long[] {1, -2}, new byte[32]).encode(),
        new TensorOpening("a \"b\\", Slot.Role.OUTPUT, 0, 9, new long[] {0}, new byte[64])
            .encode());
  }

  @MethodSource("seeds")
  @FuzzTest
  void opening(byte[] bytes) throws MalformedCommitmentException {
    TensorOpening read;
    try {
      read = TensorOpening.parse(bytes);
    } catch (MalformedCommitmentException e) {
      assertThat(e.getMessage()).startsWith("not an opening: ");
      return;
    }
    TensorOpening again = TensorOpening.parse(read.encode());
    assertThat(again).usingRecursiveComparison().isEqualTo(read);
  }
}
