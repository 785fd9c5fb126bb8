package dev.vouch.circuits.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header of a .npy file: magic, version, and a Python dict literal with element type, order and
 * shape (numpy.lib.format, versions 1 to 3).
 *
 * @param fortranOrder whether the first axis is contiguous instead of the last
 */
@SuppressWarnings("ArrayRecordComponent")
record NpyHeader(DataType type, ByteOrder byteOrder, boolean fortranOrder, int[] shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern FORTRAN_ORDER =
      Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");
  private static final Pattern ELEMENT_TYPE = Pattern.compile("([<>|=]?)([a-zA-Z])([0-9]*)");

  static NpyHeader read(DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new MalformedTensorException("not a .npy file: it does not start with \\x93NUMPY");
    }
    int major = in.readUnsignedByte();
    in.readUnsignedByte();
    if (major < 1 || major > 3) {
      throw new MalformedTensorException(
          ".npy version " + major + " is not supported; supported are 1 to 3");
    }
    long length =
        Integer.toUnsignedLong(
            major == 1
                ? Short.reverseBytes(in.readShort()) & 0xFFFF
                : Integer.reverseBytes(in.readInt()));
    if (length > MAX_HEADER_BYTES) {
      throw new MalformedTensorException(
          ".npy header of " + length + " bytes; at most " + MAX_HEADER_BYTES + " are allowed");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length != length) {
      throw new MalformedTensorException(".npy header is cut off");
    }
    return parse(
        new String(bytes, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static NpyHeader parse(String dict) throws MalformedTensorException {
    String descr = find(DESCR, dict, "descr");
    Matcher element = ELEMENT_TYPE.matcher(descr);
    if (!element.matches()) {
      throw new MalformedTensorException(".npy element type '" + descr + "' is not understood");
    }
    ByteOrder order = element.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(
        elementType(element.group(2) + element.group(3)),
        order,
        find(FORTRAN_ORDER, dict, "fortran_order").equals("True"),
        shape(find(SHAPE, dict, "shape")));
  }

  private static String find(Pattern pattern, String dict, String key)
      throws MalformedTensorException {
    Matcher matcher = pattern.matcher(dict);
    if (!matcher.find()) {
      throw new MalformedTensorException(
          ".npy header has no usable '"
              + key
              + "' (structured and object arrays are not supported)");
    }
    return matcher.group(1);
  }

  private static DataType elementType(String name) throws MalformedTensorException {
    return switch (name) {
      case "f2" -> DataType.FLOAT16;
      case "f4" -> DataType.FLOAT;
      case "f8" -> DataType.DOUBLE;
      case "i1" -> DataType.INT8;
      case "i2" -> DataType.INT16;
      case "i4" -> DataType.INT32;
      case "i8" -> DataType.INT64;
      case "u1" -> DataType.UINT8;
      case "u2" -> DataType.UINT16;
      case "u4" -> DataType.UINT32;
      case "u8" -> DataType.UINT64;
      case "b1" -> DataType.BOOL;
      default ->
          throw new MalformedTensorException(
              ".npy element type '"
                  + name
                  + "' is not supported; supported are f2 f4 f8, i1 to i8, u1 to u8, b1");
    };
  }

  private static int[] shape(String tuple) throws MalformedTensorException {
    String[] parts = tuple.isBlank() ? new String[0] : tuple.replace("L", "").split(",");
    int[] shape = new int[parts.length];
    try {
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = Integer.parseInt(parts[axis].trim());
      }
      Shape.size(shape);
      return shape;
    } catch (NumberFormatException | InvalidShapeException e) {
      throw new MalformedTensorException(
          ".npy shape (" + tuple + ") is not usable: " + e.getMessage(), e);
    }
  }

  /** Number of cells. */
  int size() {
    return Shape.size(shape);
  }

  /** Number of bytes of all cells. */
  long bytes() {
    return (long) size() * type.bytes();
  }
}
