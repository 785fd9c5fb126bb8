package dev.vouch.verifier.commitment;

import java.io.IOException;
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
    Slot of = openings.slots().get(slot);
    TensorOpening.Sum sum = new TensorOpening.Sum(of.format());
    long at = openings.position(firstRow);
    for (long row = firstRow; row <= lastRow; row++, at++) {
      OpenedRow opened = at < openings.count() ? openings.at(at) : null;
      if (opened == null || opened.row() != row) {
        throw new IllegalArgumentException("there is no row " + row);
      }
      OpenedRow.Part part = opened.parts().get(slot);
      try {
        sum.add(part.values(), part.blinders(), 0);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    return sum.opening(of.name(), of.role(), firstRow, lastRow);
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
