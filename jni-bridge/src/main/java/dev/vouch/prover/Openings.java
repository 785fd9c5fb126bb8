package dev.vouch.prover;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.rows.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What opens the commitments of a proof's hidden inputs and outputs: as whole tensors, and, where
 * each point belongs to one row of data, row by row as files of openings have them
 * (docs/spec/formats.md §6). Of a chain those of the whole, not of what passes inside. Secret.
 * Immutable.
 */
public final class Openings {
  private final ModelKey key;
  private final List<Map<Integer, Opening>> parts;
  private final List<Opening> tensors;

  /**
   * Those of a proof.
   *
   * @param parts of each circuit the hidden inputs and outputs by the number of their tensor
   */
  private Openings(ModelKey key, List<Map<Integer, Opening>> parts, List<Opening> tensors) {
    this.key = key;
    this.parts = List.copyOf(parts);
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
  static Openings of(VerifyingKey key, List<long[]> values, List<byte[]> blinders) {
    Map<Integer, Opening> own = new LinkedHashMap<>();
    for (int tensor : hidden(key.circuit())) {
      int i = own.size();
      String name = key.circuit().tensors().get(tensor).name();
      own.put(tensor, new Opening(name, values.get(i), blinders.get(i)));
    }
    return new Openings(key, List.of(own), List.copyOf(own.values()));
  }

  /**
   * Of the hidden inputs and outputs of a chain.
   *
   * @param parts those of each part
   */
  static Openings of(ChainKey key, List<Openings> parts) {
    List<Map<Integer, Opening>> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.parts));
    List<Opening> tensors =
        Stream.concat(key.inputs().stream(), key.outputs().stream())
            .filter(ModelPort::isHidden)
            .map(port -> Objects.requireNonNull(all.get(port.part()).get(port.port().tensor())))
            .toList();
    return new Openings(key, all, tensors);
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

  /**
   * The hidden INPUT and OUTPUT tensors of a circuit in declaration order; of a chain those of its
   * hidden inputs, then of its hidden outputs.
   */
  public List<Opening> tensors() {
    return tensors;
  }

  /**
   * How many rows the proof holds, with those that do not count.
   *
   * @throws NoRowFormatException if the parts of a chain take different numbers of rows
   */
  public int batch() throws NoRowFormatException {
    return key.rows();
  }

  /**
   * What each row has: the hidden inputs, then the hidden outputs, in the order of the network.
   *
   * @throws NoRowFormatException if rows of one of them have no points of their own
   */
  public List<Slot> slots() throws NoRowFormatException {
    return key.hidden();
  }

  /**
   * An input or output.
   *
   * @throws IllegalArgumentException if there is no such hidden one
   */
  public Opening tensor(Slot.Role role, String name) {
    return (role == Slot.Role.INPUT ? key.inputs() : key.outputs())
        .stream()
            .filter(port -> port.name().equals(name))
            .map(port -> parts.get(port.part()).get(port.port().tensor()))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no hidden " + role.word() + " '" + name + "'"));
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
    if (count < 0 || count > batch()) {
      throw new IllegalArgumentException(count + " rows of " + batch());
    }
    List<Slot> slots = slots();
    List<OpenedRow> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      List<OpenedRow.Part> own = new ArrayList<>();
      for (Slot slot : slots) {
        own.add(part(slot, tensor(slot.role(), slot.name()), row));
      }
      rows.add(new OpenedRow(first + row, own));
    }
    return rows;
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
