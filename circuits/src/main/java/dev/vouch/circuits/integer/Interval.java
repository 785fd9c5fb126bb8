package dev.vouch.circuits.integer;

import dev.vouch.verifier.circuit.Limits;

/**
 * A non-empty interval of integers within ±2^62.
 *
 * @param lo least value
 * @param hi greatest value
 */
public record Interval(long lo, long hi) {
  /** No value of an integer program is larger in magnitude (docs/spec/primitives.md §0). */
  public static final long LIMIT = Limits.MAX_MAGNITUDE;

  /** All integers that a program may hold. */
  public static final Interval ALL = new Interval(-LIMIT, LIMIT);

  public Interval {
    if (lo > hi) {
      throw new IllegalArgumentException("empty interval [" + lo + ", " + hi + "]");
    }
    if (lo < -LIMIT || hi > LIMIT) {
      throw new RangeExceededException("values may reach beyond ±2^62");
    }
  }

  /** All integers of {@code bits} bits in two's complement. */
  public static Interval signed(int bits) {
    return new Interval(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
  }

  /** All unsigned integers of {@code bits} bits. */
  public static Interval unsigned(int bits) {
    return new Interval(0, (1L << bits) - 1);
  }

  /** The least interval that holds all values; [0, 0] if there is none. */
  public static Interval of(long[] values) {
    long lo = values.length == 0 ? 0 : values[0];
    long hi = lo;
    for (long value : values) {
      lo = Math.min(lo, value);
      hi = Math.max(hi, value);
    }
    return new Interval(lo, hi);
  }

  /** Largest magnitude. */
  public long magnitude() {
    return Math.max(Math.abs(lo), Math.abs(hi));
  }

  /** Bits of the largest magnitude. */
  public int bits() {
    return Long.SIZE - Long.numberOfLeadingZeros(magnitude());
  }

  /** Whether lo ≤ value ≤ hi. */
  public boolean contains(long value) {
    return lo <= value && value <= hi;
  }

  /** Whether each integer of the other lies in this one. */
  public boolean contains(Interval other) {
    return lo <= other.lo && other.hi <= hi;
  }

  /** The value nearest to {@code value}. */
  public long clamp(long value) {
    return Math.max(lo, Math.min(hi, value));
  }

  /** All products of a value here and a value there. */
  public Interval times(Interval other) {
    try {
      long a = Math.multiplyExact(lo, other.lo);
      long b = Math.multiplyExact(lo, other.hi);
      long c = Math.multiplyExact(hi, other.lo);
      long d = Math.multiplyExact(hi, other.hi);
      return new Interval(
          Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    } catch (ArithmeticException e) {
      throw new RangeExceededException("products may reach beyond ±2^62");
    }
  }
}
