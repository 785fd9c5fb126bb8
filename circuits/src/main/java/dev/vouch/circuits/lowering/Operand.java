package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.primitive.Errors;

/**
 * An operand of an {@link Einsum}: a value with one label an axis. Axes of equal label run
 * together; axes of one summand whose label the result lacks are summed over.
 */
public sealed interface Operand {
  /** One character an axis. */
  String labels();

  /** A value with one label an axis. */
  static Operand of(Wire wire, String labels) {
    return new OfWire(wire, labels);
  }

  /** A value of the graph, or part of its wiring. */
  record OfWire(Wire wire, String labels) implements Operand {}

  /**
   * Integers known at compile time, laid out as the product wants them.
   *
   * @param name of the initializer they come from
   * @param lengths of the axes
   * @param integers row-major
   * @param declared their declared range
   * @param weight a MODEL tensor, rather than a constant of the architecture
   * @param rounding how far they are from what they stand for at most, in steps
   */
  @SuppressWarnings("ArrayRecordComponent")
  record OfIntegers(
      String name,
      int[] lengths,
      String labels,
      long[] integers,
      Interval declared,
      int scaleExponent,
      boolean weight,
      double rounding)
      implements Operand {
    /** The same integers, which stand for numbers that were rounded to them. */
    public OfIntegers rounded() {
      return offBy(Errors.ROUNDING);
    }

    /** The same integers, which are so far from what they stand for at most, in steps. */
    public OfIntegers offBy(double rounding) {
      return new OfIntegers(
          name, lengths, labels, integers, declared, scaleExponent, weight, rounding);
    }
  }
}
