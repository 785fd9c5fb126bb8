package dev.vouch.verifier.field;

import java.util.List;

/**
 * A vector over F of fixed length, stored flat (see {@link PrimeField}); mutable, not thread-safe.
 *
 * <p>Methods that combine two vectors want equal lengths and throw {@link IllegalArgumentException}
 * otherwise.
 */
public final class FieldVector {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  private final long[] elements;
  private final int length;

  /** The zero vector. */
  public FieldVector(int length) {
    this.length = length;
    this.elements = new long[Math.multiplyExact(LIMBS, length)];
  }

  /** The elements of signed integers. */
  public static FieldVector of(long... values) {
    FieldVector r = new FieldVector(values.length);
    for (int i = 0; i < values.length; i++) {
      r.set(i, values[i]);
    }
    return r;
  }

  public static FieldVector of(List<Scalar> values) {
    FieldVector r = new FieldVector(values.size());
    for (int i = 0; i < r.length; i++) {
      r.set(i, values.get(i));
    }
    return r;
  }

  /** {@code length} times the same value. */
  public static FieldVector constant(int length, Scalar value) {
    FieldVector r = new FieldVector(length);
    for (int i = 0; i < length; i++) {
      r.set(i, value);
    }
    return r;
  }

  /** 1, base, base², … */
  public static FieldVector powers(Scalar base, int length) {
    FieldVector r = new FieldVector(length);
    if (length > 0) {
      F.setOne(r.elements, 0);
    }
    long[] factor = limbs(base);
    for (int i = LIMBS; i < r.elements.length; i += LIMBS) {
      F.multiply(r.elements, i, r.elements, i - LIMBS, factor, 0);
    }
    return r;
  }

  /**
   * eq(point, i) for i &lt; length (protocol.md §2.1): the point's first coordinate belongs to the
   * lowest bit of i; length ≤ 2^|point|.
   */
  public static FieldVector eq(List<Scalar> point, int length) {
    if (point.size() < 31 && length > 1 << point.size()) {
      throw new IllegalArgumentException(
          "length " + length + " needs more than " + point.size() + " coordinates");
    }
    FieldVector r = new FieldVector(length);
    if (length == 0) {
      return r;
    }
    long[] v = r.elements;
    F.setOne(v, 0);
    int bit = 0;
    int half = 1; // v holds the eq-vector of the first `bit` coordinates
    for (Scalar coordinate : point) {
      long[] high = limbs(coordinate);
      if (half >= length) { // all later bits of the indices are 0
        Scalar rest = Scalar.ONE;
        for (Scalar other : point.subList(bit, point.size())) {
          rest = rest.times(Scalar.ONE.minus(other));
        }
        return r.scale(rest);
      }
      int covered = Math.min(half, length - half);
      for (int i = 0; i < covered; i++) {
        F.multiply(v, LIMBS * (half + i), v, LIMBS * i, high, 0);
        F.subtract(v, LIMBS * i, v, LIMBS * i, v, LIMBS * (half + i));
      }
      if (covered < half) {
        long[] low = limbs(Scalar.ONE.minus(coordinate));
        for (int i = covered; i < half; i++) {
          F.multiply(v, LIMBS * i, v, LIMBS * i, low, 0);
        }
      }
      half <<= 1;
      bit++;
    }
    return r;
  }

  public int length() {
    return length;
  }

  /** The flat storage itself: element i is at {@code 4·i}. */
  public long[] elements() {
    return elements;
  }

  public Scalar get(int i) {
    return Scalar.of(elements, LIMBS * i);
  }

  public void set(int i, Scalar value) {
    value.copyTo(elements, LIMBS * i);
  }

  public void set(int i, long value) {
    F.setLong(elements, LIMBS * i, value);
  }

  /** this_i += value. */
  public void addTo(int i, Scalar value) {
    F.add(elements, LIMBS * i, elements, LIMBS * i, limbs(value), 0);
  }

  public FieldVector copy() {
    return copyOf(length);
  }

  /** The first elements, or these and zeros behind them. */
  public FieldVector copyOf(int newLength) {
    FieldVector r = new FieldVector(newLength);
    System.arraycopy(elements, 0, r.elements, 0, Math.min(elements.length, r.elements.length));
    return r;
  }

  /** The elements {@code from} … {@code to} − 1. */
  public FieldVector copyOfRange(int from, int to) {
    FieldVector r = new FieldVector(to - from);
    System.arraycopy(elements, LIMBS * from, r.elements, 0, r.elements.length);
    return r;
  }

  /** All elements, one vector after the other. */
  public static FieldVector concatenate(List<FieldVector> parts) {
    FieldVector all = new FieldVector(parts.stream().mapToInt(FieldVector::length).sum());
    int at = 0;
    for (FieldVector part : parts) {
      System.arraycopy(part.elements, 0, all.elements, at, part.elements.length);
      at += part.elements.length;
    }
    return all;
  }

  /** this += other; returns this. */
  public FieldVector add(FieldVector other) {
    checkLength(other);
    for (int i = 0; i < elements.length; i += LIMBS) {
      F.add(elements, i, elements, i, other.elements, i);
    }
    return this;
  }

  /** this += factor·other; returns this. */
  public FieldVector addScaled(Scalar factor, FieldVector other) {
    checkLength(other);
    long[] f = limbs(factor);
    long[] product = new long[LIMBS];
    for (int i = 0; i < elements.length; i += LIMBS) {
      F.multiply(product, 0, other.elements, i, f, 0);
      F.add(elements, i, elements, i, product, 0);
    }
    return this;
  }

  /** this *= factor; returns this. */
  public FieldVector scale(Scalar factor) {
    long[] f = limbs(factor);
    for (int i = 0; i < elements.length; i += LIMBS) {
      F.multiply(elements, i, elements, i, f, 0);
    }
    return this;
  }

  /** this_i *= other_i; returns this. */
  public FieldVector multiply(FieldVector other) {
    checkLength(other);
    for (int i = 0; i < elements.length; i += LIMBS) {
      F.multiply(elements, i, elements, i, other.elements, i);
    }
    return this;
  }

  /**
   * this_i = 1/this_i; returns this.
   *
   * @throws ArithmeticException if an element is 0; the vector is then unspecified
   */
  public FieldVector invert() {
    Powers.invertAll(F, elements, 0, length);
    return this;
  }

  /** Σ this_i·other_i. */
  public Scalar dot(FieldVector other) {
    checkLength(other);
    long[] sum = new long[LIMBS];
    long[] product = new long[LIMBS];
    for (int i = 0; i < elements.length; i += LIMBS) {
      F.multiply(product, 0, elements, i, other.elements, i);
      F.add(sum, 0, sum, 0, product, 0);
    }
    return Scalar.of(sum, 0);
  }

  /** Σ this_i·values_i. */
  public Scalar dot(long[] values) {
    if (values.length != length) {
      throw new IllegalArgumentException("lengths " + length + " and " + values.length);
    }
    long[] sum = new long[LIMBS];
    long[] value = new long[LIMBS];
    for (int i = 0; i < length; i++) {
      F.setLong(value, 0, values[i]);
      F.multiply(value, 0, value, 0, elements, LIMBS * i);
      F.add(sum, 0, sum, 0, value, 0);
    }
    return Scalar.of(sum, 0);
  }

  /** Σ this_i. */
  public Scalar sum() {
    long[] sum = new long[LIMBS];
    for (int i = 0; i < elements.length; i += LIMBS) {
      F.add(sum, 0, sum, 0, elements, i);
    }
    return Scalar.of(sum, 0);
  }

  private void checkLength(FieldVector other) {
    if (other.length != length) {
      throw new IllegalArgumentException("lengths " + length + " and " + other.length);
    }
  }

  private static long[] limbs(Scalar value) {
    long[] r = new long[LIMBS];
    value.copyTo(r, 0);
    return r;
  }
}
