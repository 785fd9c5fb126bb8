package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of opened rows, all of one length (formats.md §6). Immutable and thread-safe. */
final class OpenedRowCodec {
  static final int CHECK_BYTES = 8;

  private final List<Slot> slots;
  private final int bodyBytes;

  OpenedRowCodec(List<Slot> slots) {
    this.slots = slots;
    this.bodyBytes = Long.BYTES + slots.stream().mapToInt(s -> s.format().openedBytes()).sum();
  }

  /** Bytes of a record. */
  int recordBytes() {
    return bodyBytes + CHECK_BYTES;
  }

  /**
   * A record.
   *
   * @throws IllegalArgumentException if the row is none of these slots; the message has no value
   */
  byte[] write(OpenedRow row) {
    if (row.parts().size() != slots.size()) {
      throw new IllegalArgumentException(
          row.parts().size() + " parts of a row, there are " + slots.size() + " slots");
    }
    FormatWriter out = new FormatWriter().u64(row.row());
    for (int i = 0; i < slots.size(); i++) {
      write(out, slots.get(i), row.parts().get(i));
    }
    return out.bytes(check(out.toByteArray())).toByteArray();
  }

  private static void write(FormatWriter out, Slot slot, OpenedRow.Part part) {
    RowFormat format = slot.format();
    if (part.values().length != format.cells() || part.blinders().length != format.pointBytes()) {
      throw new IllegalArgumentException(
          slot.text()
              + " takes "
              + format.cells()
              + " values and "
              + format.points()
              + " blinders, not "
              + part.values().length
              + " and "
              + part.blinders().length
              + " bytes");
    }
    for (long value : part.values()) {
      if (!format.holds(value)) {
        throw new IllegalArgumentException("a value of " + slot.text() + " is outside its range");
      }
      out.signed(value, format.valueBytes());
    }
    for (int at = 0; at < part.blinders().length; at += PrimeField.BYTES) {
      if (!Scalar.isCanonical(part.blinders(), at)) {
        throw new IllegalArgumentException("a blinder of " + slot.text() + " is no scalar");
      }
    }
    out.bytes(part.blinders());
  }

  /** Reads a record of {@link #recordBytes} bytes. */
  OpenedRow read(byte[] record) throws MalformedFormatException {
    byte[] check = Arrays.copyOfRange(record, bodyBytes, record.length);
    if (!Arrays.equals(check, check(Arrays.copyOf(record, bodyBytes)))) {
      throw new MalformedFormatException("a record is damaged");
    }
    FormatReader in = new FormatReader(record);
    long row = in.i64("row");
    if (row < 0 || row >= OpenedRow.MAX_ROW) {
      throw new MalformedFormatException("row number " + Long.toUnsignedString(row));
    }
    List<OpenedRow.Part> parts = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      parts.add(read(in, slot));
    }
    return new OpenedRow(row, parts);
  }

  private static OpenedRow.Part read(FormatReader in, Slot slot) throws MalformedFormatException {
    RowFormat format = slot.format();
    long[] values = new long[format.cells()];
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = in.signed("value", format.valueBytes());
      if (!format.holds(values[cell])) {
        throw new MalformedFormatException("a value of " + slot.text() + " is outside its range");
      }
    }
    byte[] blinders = in.take(format.pointBytes(), "blinders");
    for (int at = 0; at < blinders.length; at += PrimeField.BYTES) {
      if (!Scalar.isCanonical(blinders, at)) {
        throw new MalformedFormatException("a blinder of " + slot.text() + " is no scalar");
      }
    }
    return new OpenedRow.Part(values, blinders);
  }

  /** What tells a record that was written to its end. */
  private static byte[] check(byte[] body) {
    return Arrays.copyOf(Identifiers.sha3(body), CHECK_BYTES);
  }
}
