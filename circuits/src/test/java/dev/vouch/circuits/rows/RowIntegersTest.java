package dev.vouch.circuits.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowIntegersTest {
  private static final RowFormat FORMAT =
      new RowFormat(List.of(2), 1, -128, 127, 2, ValueType.REAL, null);

  private static RowBatch row(long number, double... values) {
    TensorData data = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, values);
    return new RowBatch(new RowRange(number, 1, 1, false), Map.of("x", data));
  }

  @Test
  void aValueThatCannotBeTakenIsNamedWithItsRow() {
    RowIntegers integers = RowIntegers.ofFormats(List.of(new Slot("x", Slot.Role.INPUT, FORMAT)));
    assertThat(integers.of(row(1_000_000, 0.5, -1), 0))
        .singleElement()
        .isEqualTo(new long[] {2, -4});
    assertThatThrownBy(() -> integers.of(row(1_000_001, 0.5, Double.NaN), 0))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.cell()).isNotNull())
        .hasMessageContaining("row 1000001: input 'x' holds NaN at [0, 1]");
  }
}
