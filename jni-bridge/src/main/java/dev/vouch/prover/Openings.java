package dev.vouch.prover;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What opens the commitments of a proof's hidden inputs and outputs: as whole tensors, and, where
 * each point belongs to one row of data, row by row as files of openings have them
 * (docs/spec/formats.md §6). Secret. Immutable.
 */
public final class Openings {
  private final Circuit circuit;
  private final List<Opening> tensors;

  private Openings(Circuit circuit, List<Opening> tensors) {
    this.circuit = circuit;
    this.tensors = List.copyOf(tensors);
  }

  /**
   * One tensor.
   *
   * @param values row-major integers
   * @param blinders 32 bytes a row, rows ascending
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Opening(String name, long[] values, byte[] blinders) {
    /** Never values. */
    @Override
    public String toString() {
      return "Opening[" + name + "]";
    }
  }

  /**
   * Of the hidden inputs and outputs of a circuit.
   *
   * @param values of each of these tensors in declaration order
   * @param blinders of each
   */
  static Openings of(Circuit circuit, List<long[]> values, List<byte[]> blinders) {
    List<Opening> tensors = new ArrayList<>();
    for (int tensor : hidden(circuit)) {
      int i = tensors.size();
      tensors.add(
          new Opening(circuit.tensors().get(tensor).name(), values.get(i), blinders.get(i)));
    }
    return new Openings(circuit, tensors);
  }

  /** The hidden INPUT and OUTPUT tensors of a circuit in declaration order. */
  static List<Integer> hidden(Circuit circuit) {
    List<Integer> hidden = new ArrayList<>();
    for (int i = 0; i < circuit.tensors().size(); i++) {
      TensorKind kind = circuit.tensors().get(i).kind();
      if (kind == TensorKind.INPUT || kind == TensorKind.OUTPUT) {
        hidden.add(i);
      }
    }
    return hidden;
  }

  /** The hidden INPUT and OUTPUT tensors in declaration order. */
  public List<Opening> tensors() {
    return tensors;
  }

  /** How many rows the proof holds, with those that do not count. */
  public int batch() {
    return circuit.rows();
  }

  /**
   * What each row has: the hidden inputs, then the hidden outputs, in the order of the network.
   *
   * @throws NoRowFormatException if rows of one of them have no points of their own
   */
  public List<Slot> slots() throws NoRowFormatException {
    return Slot.hiddenOf(circuit);
  }

  /**
   * The rows that count.
   *
   * @param range which rows the proof is about; the first {@link RowRange#rows} of the batch
   * @throws NoRowFormatException if rows of a tensor have no points of their own
   */
  public List<OpenedRow> rows(RowRange range) throws NoRowFormatException {
    return rows(range.first(), range.rows());
  }

  /**
   * Rows of the proof.
   *
   * @param first number in the data of the proof's first row
   * @param count how many rows, from the first on
   * @throws NoRowFormatException if rows of a tensor have no points of their own
   * @throws IllegalArgumentException if the proof has fewer rows
   */
  public List<OpenedRow> rows(long first, int count) throws NoRowFormatException {
    if (count < 0 || count > circuit.rows()) {
      throw new IllegalArgumentException(count + " rows of " + circuit.rows());
    }
    List<Slot> slots = slots();
    Map<Integer, Opening> byTensor = new HashMap<>();
    List<Integer> hidden = hidden(circuit);
    for (int i = 0; i < hidden.size(); i++) {
      byTensor.put(hidden.get(i), tensors.get(i));
    }
    List<OpenedRow> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      List<OpenedRow.Part> parts = new ArrayList<>();
      for (Slot slot : slots) {
        Opening tensor = Objects.requireNonNull(byTensor.get(port(slot).tensor()));
        parts.add(part(slot, tensor, row));
      }
      rows.add(new OpenedRow(first + row, parts));
    }
    return rows;
  }

  private Port port(Slot slot) {
    List<Port> ports = slot.role() == Slot.Role.INPUT ? circuit.inputs() : circuit.outputs();
    return ports.stream().filter(port -> port.name().equals(slot.name())).findFirst().orElseThrow();
  }

  private static OpenedRow.Part part(Slot slot, Opening tensor, int row) {
    int cells = slot.format().cells();
    int bytes = slot.format().pointBytes();
    return new OpenedRow.Part(
        Arrays.copyOfRange(tensor.values(), row * cells, (row + 1) * cells),
        Arrays.copyOfRange(tensor.blinders(), row * bytes, (row + 1) * bytes));
  }

  /** Never values. */
  @Override
  public String toString() {
    return "Openings" + tensors;
  }
}
