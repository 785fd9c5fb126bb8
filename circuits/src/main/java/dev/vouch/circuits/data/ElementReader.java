package dev.vouch.circuits.data;

import java.nio.ByteBuffer;

/**
 * Elements of one type as bytes: the raw data of ONNX (little-endian) and of npy (either order).
 */
public final class ElementReader {
  private ElementReader() {}

  /**
   * A tensor from the bytes of its cells, row-major, in the buffer's byte order.
   *
   * @throws InvalidShapeException if the buffer does not hold exactly the cells of the shape
   */
  public static TensorData read(DataType type, int[] shape, ByteBuffer bytes) {
    int size = Shape.size(shape);
    if (bytes.remaining() != (long) size * type.bytes()) {
      throw new InvalidShapeException(
          size
              + " cells of "
              + type.displayName()
              + " need "
              + (long) size * type.bytes()
              + " bytes, got "
              + bytes.remaining());
    }
    if (type.isFloating()) {
      double[] values = new double[size];
      readDoubles(type, bytes, values, 0, size);
      return TensorData.ofDoubles(type, shape, values);
    }
    long[] values = new long[size];
    readLongs(type, bytes, values, 0, size);
    return TensorData.ofLongs(type, shape, values);
  }

  /** Reads {@code count} elements of a floating type into {@code values} from {@code from} on. */
  static void readDoubles(DataType type, ByteBuffer bytes, double[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            default -> ofBits(type, bytes.getShort());
          };
    }
  }

  /**
   * Reads {@code count} elements of an integer type or booleans into {@code values} from {@code
   * from} on.
   */
  static void readLongs(DataType type, ByteBuffer bytes, long[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] =
          type.wrap(
              switch (type.bits()) {
                case 8 -> bytes.get();
                case 16 -> bytes.getShort();
                case 32 -> bytes.getInt();
                default -> bytes.getLong();
              });
    }
  }

  /** The value of a 16-bit floating type with these bits. */
  public static double ofBits(DataType type, int bits) {
    return switch (type) {
      case FLOAT16 -> HalfFloat.ofBits(bits & 0xFFFF);
      case BFLOAT16 -> BFloat16.ofBits(bits & 0xFFFF);
      default -> throw new IllegalArgumentException(type + " has no 16-bit pattern");
    };
  }
}
