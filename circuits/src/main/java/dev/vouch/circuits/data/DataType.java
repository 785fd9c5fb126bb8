package dev.vouch.circuits.data;

import java.util.Locale;

/** Element types of ONNX tensors that vouch reads (onnx.proto, {@code TensorProto.DataType}). */
public enum DataType {
  FLOAT(1, Kind.FLOATING, 32),
  UINT8(2, Kind.UNSIGNED, 8),
  INT8(3, Kind.SIGNED, 8),
  UINT16(4, Kind.UNSIGNED, 16),
  INT16(5, Kind.SIGNED, 16),
  INT32(6, Kind.SIGNED, 32),
  INT64(7, Kind.SIGNED, 64),
  BOOL(9, Kind.BOOLEAN, 8),
  FLOAT16(10, Kind.FLOATING, 16),
  DOUBLE(11, Kind.FLOATING, 64),
  UINT32(12, Kind.UNSIGNED, 32),
  UINT64(13, Kind.UNSIGNED, 64),
  BFLOAT16(16, Kind.FLOATING, 16);

  private enum Kind {
    FLOATING,
    SIGNED,
    UNSIGNED,
    BOOLEAN
  }

  private final int onnxCode;
  private final Kind kind;
  private final int bits;

  DataType(int onnxCode, Kind kind, int bits) {
    this.onnxCode = onnxCode;
    this.kind = kind;
    this.bits = bits;
  }

  /** The type with this number in {@code TensorProto.DataType}. */
  public static DataType ofOnnxCode(int code) {
    for (DataType type : values()) {
      if (type.onnxCode == code) {
        return type;
      }
    }
    throw new UnsupportedDataTypeException(code);
  }

  /** Number in {@code TensorProto.DataType}. */
  public int onnxCode() {
    return onnxCode;
  }

  /** Whether values are held as {@code double}; otherwise they are held as {@code long}. */
  public boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  /** Whether values are integers; booleans are not. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** Whether it is an integer type without negative values. */
  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  /** Width of an element in a file, in bits; 8 for booleans. */
  public int bits() {
    return bits;
  }

  /** Width of an element in a file, in bytes. */
  public int bytes() {
    return bits / 8;
  }

  /**
   * The value of this integer or boolean type that has the same low bits: two's complement
   * wrap-around. UINT64 keeps all 64 bits, so that values from 2^63 on are negative longs.
   */
  public long wrap(long value) {
    return switch (kind) {
      case SIGNED -> value << (64 - bits) >> (64 - bits);
      case UNSIGNED -> value << (64 - bits) >>> (64 - bits);
      case BOOLEAN -> value != 0 ? 1 : 0;
      case FLOATING -> throw new IllegalStateException(this + " holds no integers");
    };
  }

  /**
   * Negative, zero or positive as a is less than, equal to or greater than b, both of this integer
   * or boolean type.
   */
  public int compare(long a, long b) {
    return isUnsigned() ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }

  /** The value of this floating type nearest to {@code value}, ties to even. */
  public double round(double value) {
    return switch (this) {
      case DOUBLE -> value;
      case FLOAT -> (float) value;
      case FLOAT16 -> HalfFloat.round(value);
      case BFLOAT16 -> BFloat16.round(value);
      default -> throw new IllegalStateException(this + " holds no floating-point values");
    };
  }

  /** The value of this floating type nearest to an integer; of 16 bits by way of float32. */
  public double ofInteger(long value) {
    return switch (this) {
      case DOUBLE -> value;
      case FLOAT -> (float) value; // one rounding, where one by way of float64 is two
      default -> round((float) value);
    };
  }

  /** Whether this floating type holds all integers of a magnitude of at most {@code magnitude}. */
  public boolean holds(long magnitude) {
    int digits =
        switch (this) {
          case DOUBLE -> 53;
          case FLOAT -> 24;
          case FLOAT16 -> 11;
          case BFLOAT16 -> 8;
          default -> throw new IllegalStateException(this + " holds no floating-point values");
        };
    return magnitude <= 1L << digits;
  }

  /** Name as ONNX documents write it, such as {@code float16} or {@code int64}. */
  public String displayName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
