package dev.vouch.circuits.quantise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.circuit.ValueType;
import java.util.OptionalLong;

/**
 * The places of floating-point numbers among all of their type (formats.md §1): integers that are
 * compared as the numbers are, whatever model compares them. Thread-safe.
 */
public enum FloatOrder {
  /** All float32 numbers; float16 and bfloat16 ones are among them. */
  FLOAT32(ValueType.FLOAT32_ORDER, 32) {
    private static final long NAN = 0x7f800000L + 1;

    @Override
    public long place(double x) {
      if (Double.isNaN(x)) {
        return NAN;
      }
      long magnitude = Float.floatToIntBits((float) Math.abs(x));
      return x < 0 ? -magnitude : magnitude;
    }

    @Override
    public OptionalLong atMost(double threshold) {
      if (Double.isNaN(threshold)) {
        return OptionalLong.of(range().lo());
      }
      float nearest = (float) threshold;
      long place = place(nearest);
      return OptionalLong.of(nearest > threshold ? place - 1 : place);
    }

    @Override
    public double number(long place) {
      float magnitude = Float.intBitsToFloat((int) Math.min(Math.abs(place), Integer.MAX_VALUE));
      return place < 0 ? -magnitude : magnitude;
    }
  },

  /**
   * All float64 numbers of magnitudes in [2^-128, 2^127); smaller and greater ones in one place.
   */
  FLOAT64(ValueType.FLOAT64_ORDER, 61) {
    private static final long LEAST = Double.doubleToLongBits(0x1p-128);
    private static final long BEYOND = Double.doubleToLongBits(0x1p127);

    /** The first of the magnitudes that are all apart. */
    private static final long FIRST = 2;

    private static final long HUGE = BEYOND - LEAST + FIRST;
    private static final long INFINITE = HUGE + 1;
    private static final long NAN = INFINITE + 1;

    @Override
    public long place(double x) {
      if (Double.isNaN(x)) {
        return NAN;
      }
      long bits = Double.doubleToLongBits(Math.abs(x));
      long magnitude;
      if (Double.isInfinite(x)) {
        magnitude = INFINITE;
      } else if (bits >= BEYOND) {
        magnitude = HUGE;
      } else if (bits >= LEAST) {
        magnitude = bits - LEAST + FIRST;
      } else {
        magnitude = bits == 0 ? 0 : 1;
      }
      return x < 0 ? -magnitude : magnitude;
    }

    @Override
    public OptionalLong atMost(double threshold) {
      if (Double.isNaN(threshold)) {
        return OptionalLong.of(range().lo());
      }
      long place = place(threshold);
      boolean shared = Math.abs(place) == 1 || Math.abs(place) == HUGE;
      return shared ? OptionalLong.empty() : OptionalLong.of(place);
    }

    @Override
    public double number(long place) {
      long magnitude = Math.abs(place);
      double x;
      if (magnitude > INFINITE) {
        x = Double.NaN;
      } else if (magnitude == INFINITE) {
        x = Double.POSITIVE_INFINITY;
      } else if (magnitude < FIRST) {
        x = magnitude == 0 ? 0 : Double.MIN_VALUE;
      } else {
        x = Double.longBitsToDouble(magnitude - FIRST + LEAST);
      }
      return place < 0 ? -x : x;
    }
  };

  private final ValueType valueType;
  private final int bits;

  FloatOrder(ValueType valueType, int bits) {
    this.valueType = valueType;
    this.bits = bits;
  }

  /** The order of a floating type. */
  public static FloatOrder of(DataType type) {
    return type == DataType.DOUBLE ? FLOAT64 : FLOAT32;
  }

  /** The order of a port's integers. */
  public static FloatOrder of(ValueType type) {
    return type == ValueType.FLOAT64_ORDER ? FLOAT64 : FLOAT32;
  }

  /** How ports of this order are read. */
  public ValueType valueType() {
    return valueType;
  }

  /** The declared range of places. */
  public Interval range() {
    return Interval.signed(bits);
  }

  /** The place of a number, infinities and NaN included; NaN's is above all others. */
  public abstract long place(double x);

  /**
   * The greatest place of numbers that are at most a threshold: x ≤ threshold exactly if the place
   * of x is at most that one. Below all places for NaN, which no number is at most.
   *
   * @return empty if the order cannot tell all numbers from the threshold
   */
  public abstract OptionalLong atMost(double threshold);

  /** A number that has the place; NaN where none has. */
  public abstract double number(long place);

  /** The place of +∞: NaN's is the only one above it. */
  public long infinity() {
    return place(Double.POSITIVE_INFINITY);
  }
}
