package dev.vouch.circuits.program;

import java.util.List;

/**
 * Choices that shape the circuit and no value of the program (docs/spec/primitives.md §0).
 *
 * @param limbBits B, width of limbs
 * @param columnBits c, the circuit's width
 * @param directTables whether the rows of all tables are summed outside the lookup tree
 *     (protocol.md §4)
 * @param portColumns c_T of the hidden inputs and outputs, one a hidden port, inputs first; empty:
 *     as usual, min(bits, 8) (protocol.md §2.2)
 * @param choices one number a primitive, 0 where it has no choice: for a requantisation the bits k
 *     of the low part
 */
public record LimbPlan(
    int limbBits,
    int columnBits,
    boolean directTables,
    List<Integer> portColumns,
    List<Integer> choices) {
  public LimbPlan {
    portColumns = List.copyOf(portColumns);
    choices = List.copyOf(choices);
  }

  /** With ports of the usual columns. */
  public LimbPlan(int limbBits, int columnBits, boolean directTables, List<Integer> choices) {
    this(limbBits, columnBits, directTables, List.of(), choices);
  }
}
