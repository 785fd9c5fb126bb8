package dev.vouch.verifier.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Gaps, overlaps and rows after the last one, whatever row a set begins with (rule 36). */
class RowOrderTest {
  private final RowOrder order = new RowOrder();

  private Optional<String> fault(long first, int rows, boolean last) {
    return order.take(new RowRange(first, rows, 4, last)).map(RowFault::text);
  }

  private static void assertFault(Optional<String> fault, String start) {
    assertThat(fault).hasValueSatisfying(text -> assertThat(text).startsWith(start));
  }

  @Test
  void everyFaultIsNamedByItsRows() {
    assertThat(order.first()).isEqualTo(-1);
    assertThat(fault(8, 4, false)).isEmpty();
    assertThat(fault(12, 4, false)).isEmpty();
    assertFault(fault(20, 4, false), "rows 16 to 19: ROWS_MISSING");
    assertFault(fault(22, 4, false), "rows 22 to 23: ROWS_TWICE");
    assertThat(fault(26, 1, true)).isEmpty();
    assertFault(fault(27, 1, true), "row 27: ROWS_AFTER_LAST");
    assertThat(order.first()).isEqualTo(8);
    assertThat(order.end()).isEqualTo(28);
    assertThat(order.complete()).isFalse();
  }

  @Test
  void fromRowZeroToTheLastIsComplete() {
    assertThat(fault(0, 4, false)).isEmpty();
    assertThat(order.complete()).isFalse();
    assertThat(fault(4, 2, true)).isEmpty();
    assertThat(order.complete()).isTrue();
    assertThat(order.first()).isZero();
    assertThat(order.end()).isEqualTo(6);
  }

  @Test
  void rowZeroTwiceIsAFault() {
    assertThat(fault(0, 1, false)).isEmpty();
    assertFault(fault(0, 1, false), "row 0: ROWS_TWICE");
  }
}
