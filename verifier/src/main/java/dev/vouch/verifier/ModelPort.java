package dev.vouch.verifier;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;

/**
 * An input or output of a model, and the circuit that has it. Immutable.
 *
 * @param part number of the circuit among those of the model, from 0
 */
public record ModelPort(int part, Circuit circuit, Port port) {
  /** What the network calls it. */
  public String name() {
    return port.name();
  }

  /** Whether proofs commit to it rather than show it. */
  public boolean isHidden() {
    return Slot.isHidden(circuit, port);
  }

  /**
   * The slot of an input, hidden or public.
   *
   * @throws NoRowFormatException if rows of it are not apart
   */
  public Slot inputSlot() throws NoRowFormatException {
    return Slot.inputOf(circuit, port);
  }

  /**
   * What its rows are like, where it is hidden.
   *
   * @throws NoRowFormatException if its rows have no points of their own
   */
  public RowFormat rowFormat() throws NoRowFormatException {
    return RowFormat.of(circuit, port);
  }
}
