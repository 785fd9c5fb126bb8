package dev.vouch.circuits.program;

import java.util.List;

/**
 * Choices that shape the circuit and no value of the program (docs/spec/primitives.md §0).
 *
 * @param limbBits B, width of limbs
 * @param columnBits c, the circuit's width
 * @param directTables whether the rows of all tables are summed outside the lookup tree
 *     (protocol.md §4)
 * @param widePorts whether rows of hidden inputs and outputs hold one entry of their first axis
 *     each where that has more than 2^8 cells, as far as c allows (protocol.md §2.2)
 * @param choices one number a primitive, 0 where it has no choice: for a requantisation the bits k
 *     of the low part
 */
public record LimbPlan(
    int limbBits, int columnBits, boolean directTables, boolean widePorts, List<Integer> choices) {
  public LimbPlan {
    choices = List.copyOf(choices);
  }

  /** With rows of the usual width. */
  public LimbPlan(int limbBits, int columnBits, boolean directTables, List<Integer> choices) {
    this(limbBits, columnBits, directTables, false, choices);
  }
}
