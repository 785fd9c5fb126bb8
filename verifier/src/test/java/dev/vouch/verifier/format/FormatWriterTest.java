package dev.vouch.verifier.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many bytes signed numbers take, at the ends of what so many bytes hold. */
class FormatWriterTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "0, 1, 1",
    "-1, 0, 1",
    "-128, 127, 1",
    "0, 128, 2",
    "-129, 0, 2",
    "-129, 127, 2",
    "-128, 128, 2",
    "100, 200, 2",
    "-32768, 32767, 2",
    "-32768, 32768, 3",
    "-140737488355328, 140737488355327, 6",
    "0, 36028797018963967, 7",
    "0, 36028797018963968, 8",
    "-4611686018427387904, 4611686018427387904, 8",
    "-9223372036854775808, 9223372036854775807, 8",
  })
  void theFewestBytesThatHoldARange(long lo, long hi, int width) throws Exception {
    assertThat(FormatWriter.signedWidth(lo, hi)).isEqualTo(width);
    for (long value : new long[] {lo, hi}) {
      byte[] bytes = new FormatWriter().signed(value, width).toByteArray();
      assertThat(bytes).hasSize(width);
      assertThat(new FormatReader(bytes).signed("number", width)).isEqualTo(value);
    }
  }
}
