package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.PortTypes;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of slots and formats, and what files with slots begin with (formats.md §6, §9). Stateless
 * and thread-safe.
 */
public final class SlotCodec {
  /** Most bytes of a file's slots. */
  static final int MAX_SLOT_BYTES = 1 << 24;

  /** The role of files of an input whose rows everyone may see; others are as in Java. */
  private static final int PUBLIC_INPUT = Slot.Role.values().length;

  /** name, role, rank, columnBits, lo, hi, scaleExponent, valueType. */
  private static final int LEAST_SLOT_BYTES = 1 + 1 + 1 + 1 + 8 + 8 + 4 + 1;

  private SlotCodec() {}

  /**
   * Magic, version and slots.
   *
   * @throws IllegalArgumentException if there is no slot, or one twice, or they are too long, or
   *     one is public in a file that is not for such
   */
  static byte[] header(FileKind kind, int version, List<Slot> slots) {
    byte[] written = write(slots);
    if (written.length > MAX_SLOT_BYTES) {
      throw new IllegalArgumentException("slots of " + written.length + " bytes");
    }
    if (kind != FileKind.COMMITMENT && slots.stream().anyMatch(Slot::isPublic)) {
      throw new IllegalArgumentException("there is nothing to open of a public input");
    }
    misfit(slots)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return new FormatWriter()
        .header(kind, version)
        .u32(written.length)
        .bytes(written)
        .toByteArray();
  }

  private static byte[] write(List<Slot> slots) {
    FormatWriter out = new FormatWriter().u32(slots.size());
    for (Slot slot : slots) {
      out.string(slot.name()).u8(slot.isPublic() ? PUBLIC_INPUT : slot.role().ordinal());
      write(out, slot.format());
    }
    return out.toByteArray();
  }

  /** The bytes of a format. */
  public static byte[] encode(RowFormat format) {
    FormatWriter out = new FormatWriter();
    write(out, format);
    return out.toByteArray();
  }

  private static void write(FormatWriter out, RowFormat format) {
    out.u8(format.lengths().size());
    format.lengths().forEach(out::u32);
    out.u8(format.columnBits()).u64(format.lo()).u64(format.hi()).u32(format.scaleExponent());
    out.u8(PortTypes.code(format.type(), format.slices()));
    PortTypes.writeSlices(out, format.slices());
  }

  /**
   * Reads magic, version and slots from a stream, and nothing behind them. No slot is public but in
   * a later version than the first, where one has to be.
   *
   * @param source every byte read goes through it
   */
  static List<Slot> readHeader(InputStream source, FileKind kind, int first, int last)
      throws IOException, MalformedFormatException {
    FormatReader head = new FormatReader(source.readNBytes(FileKind.HEADER_BYTES + Integer.BYTES));
    boolean withPublic = head.header(kind, first, last) > first;
    int length = head.u31("length of the slots");
    if (length > MAX_SLOT_BYTES) {
      throw head.malformed("slots of " + length + " bytes");
    }
    byte[] bytes = source.readNBytes(length);
    if (bytes.length < length) {
      throw head.malformed("the bytes end inside the slots");
    }
    List<Slot> slots = read(new FormatReader(bytes), withPublic ? PUBLIC_INPUT : PUBLIC_INPUT - 1);
    if (withPublic && slots.stream().noneMatch(Slot::isPublic)) {
      throw head.malformed("a version for public inputs, and none is");
    }
    return slots;
  }

  private static List<Slot> read(FormatReader in, int lastRole) throws MalformedFormatException {
    int count = in.count("slots", LEAST_SLOT_BYTES);
    List<Slot> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.string("name");
      int code = in.u8("role", lastRole);
      boolean isPublic = code == PUBLIC_INPUT;
      Slot.Role role = isPublic ? Slot.Role.INPUT : Slot.Role.values()[code];
      RowFormat format = readFormat(in);
      Optional<String> misfit = Slot.misfit(name, role, format, isPublic);
      if (misfit.isPresent()) {
        throw in.malformed(misfit.get());
      }
      slots.add(new Slot(name, role, format, isPublic));
    }
    in.end("the slots");
    Optional<String> wrong = misfit(slots);
    if (wrong.isPresent()) {
      throw in.malformed(wrong.get());
    }
    return List.copyOf(slots);
  }

  private static RowFormat readFormat(FormatReader in) throws MalformedFormatException {
    int rank = in.u8("rank", Limits.MAX_RANK);
    List<Integer> lengths = new ArrayList<>(rank);
    for (int axis = 0; axis < rank; axis++) {
      lengths.add(in.u31("length of an axis"));
    }
    int columnBits = in.u8("column bits");
    long lo = in.i64("lo");
    long hi = in.i64("hi");
    int scaleExponent = in.i32("scale exponent");
    int code = PortTypes.readCode(in);
    ValueType type = PortTypes.type(code);
    @Nullable SliceScales slices = PortTypes.readSlices(in, code, lengths);
    Optional<String> misfit =
        RowFormat.misfit(lengths, columnBits, lo, hi, scaleExponent, type, slices);
    if (misfit.isPresent()) {
      throw in.malformed(misfit.get());
    }
    return new RowFormat(lengths, columnBits, lo, hi, scaleExponent, type, slices);
  }

  /** What is wrong with a list of slots, but for its formats. */
  private static Optional<String> misfit(List<Slot> slots) {
    if (slots.isEmpty()) {
      return Optional.of("no slot");
    }
    long bytes = 0;
    Set<String> seen = new HashSet<>();
    for (Slot slot : slots) {
      if (!seen.add(slot.text())) {
        return Optional.of(slot.text() + " twice");
      }
      bytes += slot.format().openedBytes();
    }
    return bytes > RowFormat.MAX_BYTES
        ? Optional.of("rows of " + bytes + " bytes, at most " + RowFormat.MAX_BYTES + " are read")
        : Optional.empty();
  }
}
