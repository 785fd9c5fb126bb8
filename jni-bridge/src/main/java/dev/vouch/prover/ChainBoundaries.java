package dev.vouch.prover;

import dev.vouch.circuits.model.ChainPart;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.split.ChainExecution;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.Blinders;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What passes between the parts of a chain in one run: integers, and the blinders of the
 * commitments that the proofs on both sides hold. With it parts are proven one by one, in any order
 * and in processes of their own. It is for one run only: under the same blinders other integers
 * would show by how much they differ. Secret. Immutable.
 */
public final class ChainBoundaries {
  /** Nothing is known of what passes. */
  public static final ChainBoundaries NONE = new ChainBoundaries(List.of(), List.of());

  private final List<Slot> slots;
  private final List<OpenedRow> rows;

  private ChainBoundaries(List<Slot> slots, List<OpenedRow> rows) {
    this.slots = List.copyOf(slots);
    this.rows = List.copyOf(rows);
  }

  /** Draws blinders for what passes in a run of a chain. */
  public static ChainBoundaries draw(ChainKey key, ChainExecution run) {
    Map<String, Integer> homes = homes(key);
    return draw(
        slots(key), rows(key), name -> run.output(Objects.requireNonNull(homes.get(name)), name));
  }

  /** Draws blinders for what one part passes on in a run of it; nothing, if it is the last. */
  public static ChainBoundaries draw(ChainPart part, Execution run) {
    Map<String, Integer> homes = homes(part.key());
    return draw(
        slots(part.key()).stream()
            .filter(slot -> Objects.requireNonNull(homes.get(slot.name())) == part.number())
            .toList(),
        rows(part.key()),
        name -> Objects.requireNonNull(run.outputs().get(name)).integers());
  }

  /**
   * Draws blinders.
   *
   * @param slots what passes
   * @param integers of a value by its name
   */
  private static ChainBoundaries draw(
      List<Slot> slots, int batch, Function<String, long[]> integers) {
    if (slots.isEmpty()) {
      return NONE;
    }
    Blinders blinders = Blinders.create();
    List<OpenedRow> rows = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      List<long[]> values = new ArrayList<>();
      for (Slot slot : slots) {
        int cells = slot.format().cells();
        long[] all = integers.apply(slot.name());
        values.add(Arrays.copyOfRange(all, row * cells, (row + 1) * cells));
      }
      rows.add(blinders.open(slots, row, values));
    }
    return new ChainBoundaries(slots, rows);
  }

  /**
   * What passes in a run of which these and others are known.
   *
   * @param others of the same chain
   * @throws ChainBoundaryException if a value is in both: they may be of two runs
   */
  public ChainBoundaries and(ChainBoundaries others) throws ChainBoundaryException {
    if (slots.isEmpty() || others.slots.isEmpty()) {
      return slots.isEmpty() ? others : this;
    }
    List<Slot> all = new ArrayList<>(slots);
    for (Slot slot : others.slots) {
      if (has(slot.name())) {
        throw new ChainBoundaryException("two boundaries have '" + slot.name() + "'");
      }
      all.add(slot);
    }
    List<OpenedRow> joined = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      List<OpenedRow.Part> parts = new ArrayList<>(rows.get(row).parts());
      parts.addAll(others.rows.get(row).parts());
      joined.add(new OpenedRow(row, parts));
    }
    return new ChainBoundaries(all, joined);
  }

  /** Whether a value that passes is known. */
  public boolean has(String output) {
    return slots.stream().anyMatch(slot -> slot.name().equals(output));
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return slots.isEmpty();
  }

  void require(ChainLink link) throws ChainBoundaryException {
    if (!has(link.output())) {
      throw new ChainBoundaryException("the boundaries lack the " + link);
    }
  }

  /** The part that computes each value that passes, by name; the order of files. */
  private static Map<String, Integer> homes(ChainKey key) {
    Map<String, Integer> homes = new TreeMap<>();
    for (ChainLink link : key.links()) {
      homes.put(link.output(), link.fromPart());
    }
    return homes;
  }

  private static List<Slot> slots(ChainKey key) {
    List<Slot> slots = new ArrayList<>();
    homes(key)
        .forEach(
            (name, home) -> {
              Circuit circuit = key.keys().get(home).circuit();
              slots.add(new Slot(name, Slot.Role.OUTPUT, format(circuit, name)));
            });
    return slots;
  }

  private static RowFormat format(Circuit circuit, String output) {
    Port port =
        circuit.outputs().stream()
            .filter(other -> other.name().equals(output))
            .findFirst()
            .orElseThrow();
    try {
      return RowFormat.of(circuit, port);
    } catch (NoRowFormatException e) {
      throw new IllegalStateException("the key of a chain has links without formats", e);
    }
  }

  /** How many rows of data the parts take at once. */
  private static int rows(ChainKey key) {
    return key.links().stream()
        .mapToInt(link -> key.keys().get(link.fromPart()).circuit().rows())
        .findFirst()
        .orElse(1);
  }

  /** Integers of a value, row-major; a fresh array. */
  long[] values(String output) {
    int slot = slot(output);
    return rows.stream()
        .flatMapToLong(row -> Arrays.stream(row.parts().get(slot).values()))
        .toArray();
  }

  /** Blinders of a value's points, 32 bytes each, in the order of the rows; a fresh array. */
  byte[] blinders(String output) {
    int slot = slot(output);
    int bytes = slots.get(slot).format().pointBytes();
    byte[] blinders = new byte[rows.size() * bytes];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row).parts().get(slot).blinders(), 0, blinders, row * bytes, bytes);
    }
    return blinders;
  }

  private int slot(String output) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).name().equals(output)) {
        return i;
      }
    }
    throw new IllegalArgumentException("nothing called '" + output + "' passes");
  }

  /**
   * Writes a file of openings (docs/spec/formats.md §6), each value a slot, by name.
   *
   * @param out should be buffered, and of a file that only its owner reads; closed
   */
  public void write(OutputStream out) throws IOException {
    try (OpeningsWriter writer = OpeningsWriter.of(out, slots)) {
      for (OpenedRow row : rows) {
        writer.write(row);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote: of all that passes, or of what one part passes on.
   *
   * @param in should be buffered; closed
   * @throws MalformedCommitmentException if it is no such file
   * @throws ChainBoundaryException if it is not about this chain's values
   */
  public static ChainBoundaries read(ChainKey key, InputStream in)
      throws IOException, MalformedCommitmentException, ChainBoundaryException {
    try (OpeningsReader reader = OpeningsReader.of(in)) {
      if (!slots(key).containsAll(reader.slots())) {
        throw new ChainBoundaryException(
            "what passes in this chain is "
                + slots(key).stream().map(Slot::name).toList()
                + " in formats of its own; the file has others, "
                + reader.slots().stream().map(Slot::text).toList());
      }
      List<OpenedRow> rows = new ArrayList<>();
      for (@Nullable OpenedRow row = reader.next(); row != null; row = reader.next()) {
        if (row.row() != rows.size() || rows.size() == rows(key)) {
          break;
        }
        rows.add(row);
      }
      if (rows.size() != rows(key) || reader.next() != null) {
        throw new ChainBoundaryException(
            "the file has not the " + rows(key) + " rows that the chain takes at once");
      }
      return new ChainBoundaries(reader.slots(), rows);
    }
  }

  /** Never values. */
  @Override
  public String toString() {
    return "ChainBoundaries" + slots.stream().map(Slot::name).toList();
  }
}
