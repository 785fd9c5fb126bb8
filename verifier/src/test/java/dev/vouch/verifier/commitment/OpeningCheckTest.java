package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.Refusal;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.OpeningRejectedException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which refusal an opening gets, proof by proof (formats.md §10). */
class OpeningCheckTest {
  private static final Slot SLOT =
      new Slot(
          "x", Slot.Role.INPUT, new RowFormat(List.of(2), 0, -9, 9, 0, ValueType.INTEGER, null));
  private static final List<CommittedRow> ROWS = rows();

  /** Row k is (k, −k). */
  private static List<CommittedRow> rows() {
    List<List<long[]>> values = new ArrayList<>();
    for (int row = 0; row < 6; row++) {
      values.add(List.of(new long[] {row, -row}));
    }
    return Committer.of(List.of(SLOT)).commit(0, values);
  }

  private static CommittedRows proof(int first, int count) {
    ByteArrayOutputStream points = new ByteArrayOutputStream();
    ROWS.subList(first, first + count).forEach(row -> points.writeBytes(row.points().get(0)));
    return new CommittedRows(SLOT, count, points.toByteArray());
  }

  private static TensorOpening sum(int first, int last) {
    TensorOpening.Sum sum = new TensorOpening.Sum(SLOT.format());
    for (CommittedRow row : ROWS.subList(first, last + 1)) {
      OpenedRow.Part part = row.opened().parts().get(0);
      sum.add(part.values(), part.blinders(), 0);
    }
    return sum.opening("x", Slot.Role.INPUT, first, last);
  }

  private static TensorOpening with(TensorOpening opening, long[] values, byte[] blinders) {
    return new TensorOpening(
        opening.name(), opening.role(), opening.firstRow(), opening.lastRow(), values, blinders);
  }

  private static void assertRejected(ThrowingCallable call, Reason reason, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OpeningRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.reasonName()).isEqualTo(reason.name());
              assertThat(e.kind()).isEqualTo(Refusal.Kind.REJECTED);
              assertThat(e.remedy()).contains("reveal");
            })
        .hasMessageContaining(why);
  }

  @Test
  void rowsOfTwoProofsAreAddedUp() throws Exception {
    for (int first = 0; first < 6; first++) {
      for (int last = first; last < 6; last++) {
        OpeningCheck check = new OpeningCheck(sum(first, last));
        check.add(proof(0, 4), 0, 4);
        check.add(proof(4, 2), 4, 2);
        check.finish();
      }
    }
  }

  @Test
  void everyRowOfASumHasToBeThere() throws Exception {
    OpeningCheck none = new OpeningCheck(sum(0, 0));
    assertRejected(none::finish, Reason.OPENING_ROWS, "do not hold row 0");
    OpeningCheck half = new OpeningCheck(sum(2, 4));
    half.add(proof(0, 4), 0, 4);
    assertRejected(half::finish, Reason.OPENING_ROWS, "do not hold row 4");
    half.add(proof(4, 2), 4, 2);
    half.finish();
    OpeningCheck gap = new OpeningCheck(sum(2, 4));
    assertRejected(() -> gap.add(proof(4, 2), 4, 2), Reason.OPENING_ROWS, "do not hold row 2");
  }

  /** Padding holds what some row holds, and is no row. */
  @Test
  void whatDoesNotCountIsNotAdded() throws Exception {
    OpeningCheck check = new OpeningCheck(sum(3, 3));
    check.add(proof(0, 4), 0, 3);
    assertRejected(check::finish, Reason.OPENING_ROWS, "do not hold row 3");
  }

  /** The form of an opening is looked at where its rows begin: a proof before says nothing. */
  @Test
  void valuesAreCountedAtTheirRows() throws Exception {
    TensorOpening right = sum(4, 4);
    OpeningCheck check = new OpeningCheck(with(right, new long[3], right.blinders()));
    check.add(proof(0, 4), 0, 4);
    assertRejected(check::finish, Reason.OPENING_ROWS, "do not hold row 4");
    assertRejected(
        () -> check.add(proof(4, 2), 4, 2),
        Reason.OPENING_VALUES,
        "3 values and 2 blinders, a row has 2 and 2");
  }

  @Test
  void valuesOutsideTheRangeOfSumsAreRefused() {
    TensorOpening right = sum(0, 1);
    for (long[] values : List.of(new long[] {19, 0}, new long[] {0, -19})) {
      OpeningCheck check = new OpeningCheck(with(right, values, right.blinders()));
      String cell = "the value of cell " + (values[0] == 0 ? 1 : 0) + " is out of range";
      assertRejected(() -> check.add(proof(0, 4), 0, 4), Reason.OPENING_VALUES, cell);
    }
  }

  @Test
  void everyValueAndBlinderIsCompared() throws Exception {
    TensorOpening right = sum(1, 3);
    for (int cell = 0; cell < 2; cell++) {
      long[] values = right.values().clone();
      values[cell]++;
      byte[] blinders = right.blinders().clone();
      blinders[32 * cell] ^= 1;
      for (TensorOpening wrong :
          List.of(with(right, values, right.blinders()), with(right, right.values(), blinders))) {
        OpeningCheck check = new OpeningCheck(wrong);
        check.add(proof(0, 4), 0, 4);
        assertRejected(check::finish, Reason.OPENING, "other values");
      }
    }
  }
}
