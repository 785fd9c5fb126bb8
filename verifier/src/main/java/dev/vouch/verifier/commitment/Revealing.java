package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes single rows, or sums of them, out of a file of openings (formats.md §10). Stateless. */
public final class Revealing {
  private Revealing() {}

  /**
   * What shows a row of an input or output, or the sum of some.
   *
   * @param name of the input or output
   * @param role empty: the only one of this name
   * @param firstRow number in the data
   * @param lastRow that of the last row of a sum; the same for one row
   * @throws IllegalArgumentException if there is no such input or output, a row is missing, or a
   *     sum is beyond ±2^62; the message says which
   * @throws MalformedCommitmentException if the file is damaged
   */
  public static TensorOpening reveal(
      OpeningsFile openings, String name, Optional<Slot.Role> role, long firstRow, long lastRow)
      throws IOException, MalformedCommitmentException {
    int slot = slot(openings.slots(), name, role);
    RowFormat format = openings.slots().get(slot).format();
    long[] values = new long[format.cells()];
    Scalar[] blinders = new Scalar[format.points()];
    Arrays.fill(blinders, Scalar.ZERO);
    long at = openings.position(firstRow);
    for (long row = firstRow; row <= lastRow; row++, at++) {
      OpenedRow opened = at < openings.count() ? openings.at(at) : null;
      if (opened == null || opened.row() != row) {
        throw new IllegalArgumentException("there is no row " + row);
      }
      OpenedRow.Part part = opened.parts().get(slot);
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] += part.values()[cell];
        // Twice 2^62 wraps around to the number that has no absolute value.
        if (values[cell] > Limits.MAX_MAGNITUDE || values[cell] < -Limits.MAX_MAGNITUDE) {
          throw new IllegalArgumentException("the sum of cell " + cell + " is beyond 2^62");
        }
      }
      for (int i = 0; i < blinders.length; i++) {
        blinders[i] = blinders[i].plus(Scalar.fromBytes(part.blinders(), PrimeField.BYTES * i));
      }
    }
    byte[] bytes = new byte[format.pointBytes()];
    for (int i = 0; i < blinders.length; i++) {
      blinders[i].toBytes(bytes, PrimeField.BYTES * i);
    }
    Slot of = openings.slots().get(slot);
    return new TensorOpening(of.name(), of.role(), firstRow, lastRow, values, bytes);
  }

  private static int slot(List<Slot> slots, String name, Optional<Slot.Role> role) {
    int found = -1;
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (slot.name().equals(name) && role.map(slot.role()::equals).orElse(true)) {
        if (found >= 0) {
          throw new IllegalArgumentException("'" + name + "' is an input and an output");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException(
          "there is no '" + name + "'; there are " + slots.stream().map(Slot::text).toList());
    }
    return found;
  }
}
