package dev.vouch.verifier.circuit.codec;

import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a port's value type and of its scales per slice, alike in circuits (formats.md §1) and
 * programs: a real port with scales per slice has a code of its own, and the scales stand after the
 * shape. Stateless and thread-safe.
 */
public final class PortTypes {
  /** By code; the code of real ports with scales per slice stands between them. */
  private static final List<ValueType> TYPES =
      List.of(
          ValueType.REAL,
          ValueType.INTEGER,
          ValueType.BOOLEAN,
          ValueType.REAL,
          ValueType.FLOAT32_ORDER,
          ValueType.FLOAT64_ORDER);

  private static final int SLICED = 3;

  private PortTypes() {}

  /** The code of a port. */
  public static int code(ValueType type, @Nullable SliceScales slices) {
    return slices == null ? TYPES.indexOf(type) : SLICED;
  }

  /** Reads a code. */
  public static int readCode(FormatReader in) throws MalformedFormatException {
    return in.u8("value type", TYPES.size() - 1);
  }

  /** The value type that a code stands for. */
  public static ValueType type(int code) {
    return TYPES.get(code);
  }

  /** Writes the scales, if there are some. */
  public static void writeSlices(FormatWriter out, @Nullable SliceScales slices) {
    if (slices != null) {
      out.u8(slices.axis());
      slices.exponents().forEach(out::u32);
    }
  }

  /** Reads the scales of a port of this code and shape; null if it has one scale. */
  public static @Nullable SliceScales readSlices(FormatReader in, int code, List<Integer> shape)
      throws MalformedFormatException {
    if (code != SLICED) {
      return null;
    }
    int axis = in.u8("axis of scales");
    if (axis >= shape.size()) {
      throw in.malformed("scales along axis " + axis + " of " + shape.size());
    }
    int count = shape.get(axis);
    if (count > in.remaining() / Integer.BYTES) {
      throw in.malformed(
          count + " scales announced, but only " + in.remaining() + " bytes are left");
    }
    List<Integer> exponents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      exponents.add(in.i32("scale exponent of a slice"));
    }
    return new SliceScales(axis, exponents);
  }
}
