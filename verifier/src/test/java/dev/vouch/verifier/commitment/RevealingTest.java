package dev.vouch.verifier.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.HaltingChannel;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single rows and sums of a file that has two inputs and an output (formats.md §10). */
class RevealingTest {
  private static final long MAX = 1L << 62;
  private static final RowFormat PAIR = format(List.of(2));
  private static final RowFormat CELL = format(List.of());
  private static final List<Slot> SLOTS =
      List.of(
          new Slot("x", Slot.Role.INPUT, CELL),
          new Slot("y", Slot.Role.INPUT, PAIR),
          new Slot("x", Slot.Role.OUTPUT, CELL));

  private OpeningsFile openings;

  private static RowFormat format(List<Integer> lengths) {
    return new RowFormat(lengths, 0, -MAX, MAX, 0, ValueType.INTEGER, null);
  }

  private static byte[] scalars(long... numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long number : numbers) {
      out.writeBytes(Scalar.of(number).toBytes());
    }
    return out.toByteArray();
  }

  /** Rows 4 to 6: row k has x = k, y = (10·k, 100·k) and the output −k; blinders are as large. */
  @BeforeEach
  void write() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpeningsWriter writer = OpeningsWriter.of(out, SLOTS)) {
      for (long row = 4; row < 7; row++) {
        writer.write(
            new OpenedRow(
                row,
                List.of(
                    new OpenedRow.Part(new long[] {row}, scalars(row)),
                    new OpenedRow.Part(
                        new long[] {10 * row, 100 * row}, scalars(10 * row, 100 * row)),
                    new OpenedRow.Part(new long[] {-row}, scalars(1000 * row)))));
      }
    }
    openings = OpeningsFile.of(new HaltingChannel(out.toByteArray()));
  }

  private TensorOpening reveal(String name, Slot.Role role, long first, long last)
      throws Exception {
    return Revealing.reveal(openings, name, Optional.ofNullable(role), first, last);
  }

  private static void assertShows(
      TensorOpening opening, Slot.Role role, long[] values, byte[] blinders) {
    assertThat(opening.role()).isEqualTo(role);
    assertThat(opening.values()).isEqualTo(values);
    assertThat(opening.blinders()).isEqualTo(blinders);
  }

  @Test
  void eachSlotIsFoundByNameAndRole() throws Exception {
    assertShows(reveal("x", Slot.Role.INPUT, 5, 5), Slot.Role.INPUT, new long[] {5}, scalars(5));
    assertShows(
        reveal("x", Slot.Role.OUTPUT, 6, 6), Slot.Role.OUTPUT, new long[] {-6}, scalars(6000));
    TensorOpening sum = reveal("y", null, 4, 6);
    assertShows(sum, Slot.Role.INPUT, new long[] {150, 1500}, scalars(150, 1500));
    assertThat(sum.text()).isEqualTo("the sum of rows 4 to 6 of input 'y'");
    assertThatThrownBy(() -> reveal("x", null, 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'x' is an input and an output");
    assertThatThrownBy(() -> reveal("y", Slot.Role.OUTPUT, 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[input 'x', input 'y', output 'x']");
  }

  @Test
  void rowsBeforeAndBehindTheFileAreMissing() {
    for (long[] range : new long[][] {{3, 3}, {3, 4}, {7, 7}}) {
      assertThatThrownBy(() -> reveal("y", null, range[0], range[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no row " + range[0]);
    }
    assertThatThrownBy(() -> reveal("y", null, 5, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no row 7");
  }

  @Test
  void aSumIsOfTheRowsThatWereAdded() {
    TensorOpening.Sum sum = new TensorOpening.Sum(PAIR);
    long[] values = {1, 2, 30, 40, 500, 600};
    byte[] blinders = scalars(7, 8, 70, 80, 700, 800);
    sum.add(values, blinders, 1);
    sum.add(values, blinders, 2);
    assertThat(sum.values()).containsExactly(530, 640);
    TensorOpening opening = sum.opening("y", Slot.Role.INPUT, 1, 2);
    assertShows(opening, Slot.Role.INPUT, new long[] {530, 640}, scalars(770, 880));
    assertThat(sum).hasToString("Sum[2 cells]");
  }

  @Test
  void aSumReachesTheLargestMagnitudeAndNoMore() {
    for (long bound : new long[] {MAX, -MAX}) {
      TensorOpening.Sum sum = new TensorOpening.Sum(CELL);
      long step = Long.signum(bound);
      sum.add(new long[] {bound - step}, scalars(0), 0);
      sum.add(new long[] {step}, scalars(0), 0);
      assertThat(sum.values()).containsExactly(bound);
      assertThatThrownBy(() -> sum.add(new long[] {step}, scalars(0), 0))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("the sum of cell 0 is beyond 2^62");
    }
  }

  /** Two values of 2^62 add up to what 64 bits take for the least number. */
  @Test
  void aSumThatWrapsAroundIsNotRevealed() throws Exception {
    List<Slot> slots = List.of(new Slot("x", Slot.Role.INPUT, CELL));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpeningsWriter writer = OpeningsWriter.of(out, slots)) {
      for (long row = 0; row < 2; row++) {
        OpenedRow.Part part = new OpenedRow.Part(new long[] {MAX}, scalars(row));
        writer.write(new OpenedRow(row, List.of(part)));
      }
    }
    openings = OpeningsFile.of(new HaltingChannel(out.toByteArray()));
    assertThat(reveal("x", null, 1, 1).values()).containsExactly(MAX);
    assertThatThrownBy(() -> reveal("x", null, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the sum of cell 0 is beyond 2^62");
  }
}
