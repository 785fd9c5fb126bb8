package dev.vouch.prover;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of inputs that are committed already (docs/spec/formats.md §6): their integers are proven as
 * they are, and the proof holds the very points that their blinders give. Secret. Immutable.
 */
public final class OpenedRows {
  /** No row of any input. */
  public static final OpenedRows NONE = new OpenedRows(List.of(), List.of());

  private final List<Slot> slots;
  private final List<OpenedRow> rows;

  private OpenedRows(List<Slot> slots, List<OpenedRow> rows) {
    this.slots = slots;
    this.rows = rows;
  }

  /**
   * Rows of one proof.
   *
   * @param slots of the openings that the rows are from
   * @param rows the proof's, in order: as many as the model takes at once, or fewer, at least one;
   *     then the last one is repeated, and those beyond it get blinders of their own
   * @throws IllegalArgumentException if there is no row, or one that is none of the slots
   */
  public static OpenedRows of(List<Slot> slots, List<OpenedRow> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no row");
    }
    for (OpenedRow row : rows) {
      boolean fits = row.parts().size() == slots.size();
      for (int i = 0; fits && i < slots.size(); i++) {
        fits =
            row.parts().get(i).values().length == slots.get(i).format().cells()
                && row.parts().get(i).blinders().length == slots.get(i).format().pointBytes();
      }
      if (!fits) {
        throw new IllegalArgumentException("row " + row.row() + " has other parts than the slots");
      }
    }
    return new OpenedRows(List.copyOf(slots), List.copyOf(rows));
  }

  /** What every row has. */
  public List<Slot> slots() {
    return slots;
  }

  /** The rows, in order. */
  public List<OpenedRow> rows() {
    return rows;
  }

  /**
   * The integers of the inputs, filled up to a whole batch.
   *
   * @throws CommittedInputException if they are none of the model's inputs, or too many rows
   */
  Map<String, long[]> integers(ModelKey key) throws CommittedInputException {
    CommittedInputs inputs = inputs(key);
    Map<String, long[]> integers = new LinkedHashMap<>();
    for (ModelPort port : key.inputs()) {
      if (inputs.names().contains(port.name())) {
        integers.put(port.name(), integers(inputs.slot(port.name()), port.circuit().rows()));
      }
    }
    return integers;
  }

  private long[] integers(int slot, int batch) {
    int cells = slots.get(slot).format().cells();
    long[] all = new long[batch * cells];
    for (int row = 0; row < batch; row++) {
      OpenedRow.Part part = rows.get(Math.min(row, rows.size() - 1)).parts().get(slot);
      System.arraycopy(part.values(), 0, all, row * cells, cells);
    }
    return all;
  }

  /**
   * The blinders of the rows, 32 bytes a point, by number of the input's tensor; fresh arrays.
   *
   * @param part number of the circuit that has the inputs, from 0
   * @throws CommittedInputException as {@link #integers}; if one is no scalar, or 0
   */
  Map<Integer, byte[]> blinders(ModelKey key, int part) throws CommittedInputException {
    CommittedInputs inputs = inputs(key);
    Map<Integer, byte[]> known = new HashMap<>();
    for (ModelPort port : key.inputs()) {
      if (port.part() == part && inputs.names().contains(port.name())) {
        known.put(port.port().tensor(), blinders(inputs.slot(port.name())));
      }
    }
    return known;
  }

  /** Those of one input, row after row. */
  private byte[] blinders(int slot) throws CommittedInputException {
    int bytes = slots.get(slot).format().pointBytes();
    byte[] all = new byte[rows.size() * bytes];
    for (int row = 0; row < rows.size(); row++) {
      byte[] own = rows.get(row).parts().get(slot).blinders();
      for (int at = 0; at < bytes; at += PrimeField.BYTES) {
        if (!isBlinder(own, at)) {
          throw CommittedInputException.ofRow(
              "a blinder of row "
                  + rows.get(row).row()
                  + " of "
                  + slots.get(slot).text()
                  + " is no scalar, or 0");
        }
      }
      System.arraycopy(own, 0, all, row * bytes, bytes);
    }
    return all;
  }

  /**
   * Read in place: of a copy that is compared and then wiped HotSpot's compiler (17.0.15) makes one
   * that is wiped before it is compared, so that every blinder would be 0.
   */
  private static boolean isBlinder(byte[] bytes, int at) {
    int bits = 0;
    for (int i = at; i < at + PrimeField.BYTES; i++) {
      bits |= bytes[i];
    }
    return bits != 0 && Scalar.isCanonical(bytes, at);
  }

  private CommittedInputs inputs(ModelKey key) throws CommittedInputException {
    try {
      if (!rows.isEmpty() && rows.size() > key.rows()) {
        throw CommittedInputException.ofRow(
            rows.size() + " committed rows, the model takes " + key.rows() + " at once");
      }
    } catch (NoRowFormatException e) {
      throw CommittedInputException.ofFormat(String.valueOf(e.getMessage()));
    }
    return CommittedInputs.of(key.inputs(), slots);
  }

  /** Never values. */
  @Override
  public String toString() {
    return "OpenedRows[" + rows.size() + " rows of " + slots.size() + " slots]";
  }
}
