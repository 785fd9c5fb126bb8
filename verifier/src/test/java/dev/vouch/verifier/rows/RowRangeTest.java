package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows there can be, how they are told, and the context that holds them (rule 36). */
class RowRangeTest {
  @Test
  void theContextHoldsTheRows() {
    byte[] context = new RowRange(0x0102, 3, 4, true).context(new byte[] {9, 8});
    assertThat(HexFormat.of().formatHex(context))
        .isEqualTo(
            HexFormat.of().formatHex("vouch-rows-1".getBytes(StandardCharsets.US_ASCII))
                + "0201000000000000"
                + "03000000"
                + "04000000"
                + "01"
                + "0908");
    RowRange range = new RowRange(0, 1, 1, false);
    assertThat(range.context(new byte[RowRange.MAX_CONTEXT_BYTES]))
        .hasSize(Verifier.MAX_CONTEXT_BYTES);
    assertThatThrownBy(() -> range.context(new byte[RowRange.MAX_CONTEXT_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 4", "0, 5, 4", "0, -1, 4", "-1, 1, 1", "4611686018427387904, 1, 1"})
  void othersAreNone(long first, int rows, int batch) {
    assertThatThrownBy(() -> new RowRange(first, rows, batch, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, row 0",
    "4, 1, 4, row 4",
    "4, 4, 4, rows 4 to 7",
    "4611686018427387903, 1, 1, row 4611686018427387903"
  })
  void areToldByTheirNumbers(long first, int rows, int batch, String text) {
    assertThat(new RowRange(first, rows, batch, false)).hasToString(text);
  }
}
