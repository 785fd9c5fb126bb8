package dev.vouch.verifier.field;

import java.util.Arrays;

/**
 * An element of F, the scalar field of Pallas (protocol.md §1), immutable. For circuits and single
 * values; bulk work goes through {@link FieldVector}.
 */
public final class Scalar {
  private static final PrimeField F = PrimeField.SCALAR;

  public static final Scalar ZERO = of(0);
  public static final Scalar ONE = of(1);

  /** Montgomery form; never changed after construction, never handed out. */
  private final long[] limbs;

  private Scalar(long[] limbs) {
    this.limbs = limbs;
  }

  /** The element of a signed integer. */
  public static Scalar of(long value) {
    long[] r = new long[PrimeField.LIMBS];
    F.setLong(r, 0, value);
    return new Scalar(r);
  }

  /**
   * The element that starts at {@code offset} in a flat array of Montgomery forms (see {@link
   * PrimeField}).
   */
  public static Scalar of(long[] elements, int offset) {
    return new Scalar(Arrays.copyOfRange(elements, offset, offset + PrimeField.LIMBS));
  }

  /** 2^exponent; a negative exponent gives the inverse power. */
  public static Scalar powerOfTwo(int exponent) {
    Scalar power = of(2).power(Math.abs((long) exponent));
    return exponent < 0 ? power.inverse() : power;
  }

  /**
   * The element of a canonical encoding, 32 bytes little-endian.
   *
   * @throws IllegalArgumentException if there are not exactly 32 bytes or the integer is not below
   *     |F|; see {@link #isCanonical}
   */
  public static Scalar fromBytes(byte[] bytes) {
    if (bytes.length != PrimeField.BYTES) {
      throw new IllegalArgumentException("a scalar has 32 bytes, got " + bytes.length);
    }
    if (!isCanonical(bytes, 0)) {
      throw new IllegalArgumentException("a scalar must be below the order of the group");
    }
    return fromBytes(bytes, 0);
  }

  /** As {@link #fromBytes(byte[])} for the 32 bytes from {@code offset} on. */
  public static Scalar fromBytes(byte[] bytes, int offset) {
    long[] r = new long[PrimeField.LIMBS];
    if (!FieldCodec.decode(F, r, 0, bytes, offset)) {
      throw new IllegalArgumentException("a scalar must be below the order of the group");
    }
    return new Scalar(r);
  }

  /** Whether the 32 bytes from {@code offset} on are below |F|. */
  public static boolean isCanonical(byte[] bytes, int offset) {
    long[] r = new long[PrimeField.LIMBS];
    FieldCodec.getLimbs(r, 0, bytes, offset);
    return F.isCanonical(r, 0);
  }

  /** 64 bytes from {@code offset} on, as a little-endian integer modulo |F|. */
  public static Scalar fromWideBytes(byte[] bytes, int offset) {
    long[] r = new long[PrimeField.LIMBS];
    FieldCodec.reduceWide(F, r, 0, bytes, offset);
    return new Scalar(r);
  }

  /** Copies the Montgomery form into a flat array (see {@link PrimeField}). */
  public void copyTo(long[] elements, int offset) {
    PrimeField.copy(elements, offset, limbs, 0);
  }

  public Scalar plus(Scalar other) {
    long[] r = new long[PrimeField.LIMBS];
    F.add(r, 0, limbs, 0, other.limbs, 0);
    return new Scalar(r);
  }

  public Scalar minus(Scalar other) {
    long[] r = new long[PrimeField.LIMBS];
    F.subtract(r, 0, limbs, 0, other.limbs, 0);
    return new Scalar(r);
  }

  public Scalar times(Scalar other) {
    long[] r = new long[PrimeField.LIMBS];
    F.multiply(r, 0, limbs, 0, other.limbs, 0);
    return new Scalar(r);
  }

  public Scalar square() {
    long[] r = new long[PrimeField.LIMBS];
    F.square(r, 0, limbs, 0);
    return new Scalar(r);
  }

  public Scalar negate() {
    long[] r = new long[PrimeField.LIMBS];
    F.negate(r, 0, limbs, 0);
    return new Scalar(r);
  }

  /**
   * 1/this.
   *
   * @throws ArithmeticException if this is 0
   */
  public Scalar inverse() {
    long[] r = new long[PrimeField.LIMBS];
    Powers.invert(F, r, 0, limbs, 0);
    return new Scalar(r);
  }

  /** this^exponent, exponent ≥ 0. */
  public Scalar power(long exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("negative exponent " + exponent);
    }
    long[] r = new long[PrimeField.LIMBS];
    Powers.power(F, r, 0, limbs, 0, new long[] {exponent});
    return new Scalar(r);
  }

  public boolean isZero() {
    return PrimeField.isZero(limbs, 0);
  }

  /** The canonical encoding: 32 bytes, little-endian. */
  public byte[] toBytes() {
    byte[] bytes = new byte[PrimeField.BYTES];
    toBytes(bytes, 0);
    return bytes;
  }

  /** Writes the canonical encoding to the 32 bytes from {@code offset} on. */
  public void toBytes(byte[] bytes, int offset) {
    FieldCodec.encode(F, bytes, offset, limbs, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar scalar && Arrays.equals(limbs, scalar.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limbs);
  }

  /** The canonical integer in hexadecimal, most significant digit first. */
  @Override
  public String toString() {
    byte[] bytes = toBytes();
    StringBuilder text = new StringBuilder("0x");
    for (int i = bytes.length - 1; i >= 0; i--) {
      text.append(Character.forDigit(bytes[i] >> 4 & 15, 16))
          .append(Character.forDigit(bytes[i] & 15, 16));
    }
    return text.toString();
  }
}
