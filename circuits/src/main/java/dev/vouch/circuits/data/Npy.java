package dev.vouch.circuits.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * NumPy's .npy files: one tensor. Reads versions 1 to 3, both byte orders, row- and column-major;
 * writes version 1, little-endian, row-major.
 */
public final class Npy {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws MalformedTensorException if it is no .npy file of a supported kind, or longer or
   *     shorter than its header says
   */
  public static TensorData read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file));
    }
  }

  /** Reads a stream to its end, with as many cells as bytes. */
  static TensorData read(InputStream stream, long maxBytes) throws IOException {
    return read(stream, maxBytes, maxBytes);
  }

  /**
   * Reads a stream to its end.
   *
   * @param maxBytes bound on the bytes of the cells, checked before memory is allocated
   * @param maxCells bound on the cells, which take eight bytes of memory each, checked likewise
   */
  static TensorData read(InputStream stream, long maxBytes, long maxCells) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream, CHUNK_BYTES));
    try {
      NpyHeader header = NpyHeader.read(in);
      if (header.bytes() > maxBytes) {
        throw new MalformedTensorException(
            ".npy header announces "
                + header.bytes()
                + " bytes of cells where at most "
                + maxBytes
                + " can follow");
      }
      if (header.size() > maxCells) {
        throw new MalformedTensorException(
            ".npy header announces "
                + header.size()
                + " cells; at most "
                + maxCells
                + " are allowed here");
      }
      TensorData tensor = readCells(header, in);
      if (in.read() >= 0) {
        throw new MalformedTensorException(
            ".npy file goes on after its " + header.size() + " cells");
      }
      return header.fortranOrder() ? toRowMajor(tensor) : tensor;
    } catch (EOFException e) {
      throw new MalformedTensorException(".npy file is cut off", e);
    }
  }

  private static TensorData readCells(NpyHeader header, DataInputStream in) throws IOException {
    DataType type = header.type();
    int size = header.size();
    double[] doubles = new double[type.isFloating() ? size : 0];
    long[] longs = new long[type.isFloating() ? 0 : size];
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(header.byteOrder());
    int perChunk = CHUNK_BYTES / type.bytes();
    for (int from = 0; from < size; from += perChunk) {
      int count = Math.min(perChunk, size - from);
      in.readFully(chunk, 0, count * type.bytes());
      buffer.rewind();
      if (type.isFloating()) {
        ElementReader.readDoubles(type, buffer, doubles, from, count);
      } else {
        ElementReader.readLongs(type, buffer, longs, from, count);
      }
    }
    return type.isFloating()
        ? TensorData.ofDoubles(type, header.shape(), doubles)
        : TensorData.ofLongs(type, header.shape(), longs);
  }

  private static TensorData toRowMajor(TensorData columnMajor) {
    int[] shape = columnMajor.shape();
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = stride;
      stride *= Math.max(1, shape[axis]);
    }
    return columnMajor.gather(StridedView.cells(shape, strides, 0), shape);
  }

  /** Writes a tensor. FLOAT16 and BFLOAT16, which may not have a NumPy type, become f4. */
  public static void write(OutputStream out, TensorData tensor) throws IOException {
    boolean half = tensor.type().isFloating() && tensor.type().bits() == 16;
    DataType type = half ? DataType.FLOAT : tensor.type();
    out.write(header(type, tensor.shape()));
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    for (int cell = 0; cell < tensor.size(); cell++) {
      if (buffer.remaining() < type.bytes()) {
        out.write(chunk, 0, buffer.position());
        buffer.clear();
      }
      if (type == DataType.DOUBLE) {
        buffer.putDouble(tensor.doubles()[cell]);
      } else if (type == DataType.FLOAT) {
        buffer.putFloat((float) tensor.doubles()[cell]);
      } else {
        putInteger(buffer, type, tensor.longs()[cell]);
      }
    }
    out.write(chunk, 0, buffer.position());
  }

  private static void putInteger(ByteBuffer buffer, DataType type, long value) {
    switch (type.bits()) {
      case 8 -> buffer.put((byte) value);
      case 16 -> buffer.putShort((short) value);
      case 32 -> buffer.putInt((int) value);
      default -> buffer.putLong(value);
    }
  }

  private static byte[] header(DataType type, int[] shape) {
    String kind =
        type.isFloating() ? "<f" : type == DataType.BOOL ? "|b" : type.isUnsigned() ? "<u" : "<i";
    String lengths =
        Arrays.stream(shape).mapToObj(length -> length + ",").collect(Collectors.joining(" "));
    String dict =
        "{'descr': '"
            + kind
            + type.bytes()
            + "', 'fortran_order': False, 'shape': ("
            + lengths
            + "), }";
    int unpadded = 10 + dict.length() + 1;
    String padding = " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
    byte[] text = (dict + padding + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
