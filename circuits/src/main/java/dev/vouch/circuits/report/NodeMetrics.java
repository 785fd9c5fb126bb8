package dev.vouch.circuits.report;

import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NodeRef;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How one value of the graph fares as integers.
 *
 * @param node the ONNX node that computes it; for a network input its name with the operator {@link
 *     NodeRef#INPUT}
 * @param value the ONNX name of the value
 * @param shape lengths of the value's axes
 * @param real whether the value is a real number and not an integer or a truth value
 * @param bound proven range of the integers
 * @param limits ends of that range which are not the operator's own, as 0 is Relu's
 * @param scaleExponent the integers stand for integer · 2^-scaleExponent
 * @param least least value observed
 * @param most greatest value observed
 * @param local error of the node alone: the node in floating point on what its integer inputs stand
 *     for, against its integer result
 * @param accumulated error against the network in floating point
 * @param lossy channels along axis 1 and columns along the last axis that vary, in fewer than
 *     {@link AccuracyReport#fewBits()} bits or not at all as integers
 * @param saturation of all that computes the node
 */
public record NodeMetrics(
    NodeRef node,
    String value,
    List<Integer> shape,
    boolean real,
    Interval bound,
    CutEnds limits,
    int scaleExponent,
    double least,
    double most,
    ErrorMetrics local,
    ErrorMetrics accumulated,
    List<ChannelMetrics> lossy,
    SaturationMetrics saturation) {
  /** Integers of more bits are exact sums that nothing has rounded. */
  private static final int NARROW_BITS = 20;

  private static final double LOG_2 = Math.log(2);

  public NodeMetrics {
    shape = List.copyOf(shape);
    lossy = List.copyOf(lossy);
  }

  /** Bits that hold the proven range. */
  public int bits() {
    long furthest = Math.max(bound.hi(), -(bound.lo() + 1));
    int magnitude = 64 - Long.numberOfLeadingZeros(Math.max(furthest, 0));
    return bound.lo() < 0 ? magnitude + 1 : Math.max(magnitude, 1);
  }

  /** Whether the value is an exact sum or product that is not rounded to fewer bits here. */
  public boolean wide() {
    return bits() > NARROW_BITS;
  }

  /** What an integer of 1 stands for. */
  public double step() {
    return Math.scalb(1.0, -scaleExponent);
  }

  /** Least value that the proven range allows. */
  public double boundLeast() {
    return bound.lo() * step();
  }

  /** Greatest value that the proven range allows. */
  public double boundMost() {
    return bound.hi() * step();
  }

  /**
   * How often the observed values could double before they leave the proven range: log₂ of bound
   * over observed, on the tighter side; empty where only zeros were observed or the operator's own
   * bounds are reached first.
   */
  public OptionalDouble headroomBits() {
    double below = limits.below() && least < 0 ? boundLeast() / least : Double.POSITIVE_INFINITY;
    double above = limits.above() && most > 0 ? boundMost() / most : Double.POSITIVE_INFINITY;
    double factor = Math.min(below, above);
    return Double.isFinite(factor)
        ? OptionalDouble.of(Math.log(factor) / LOG_2)
        : OptionalDouble.empty();
  }

  /** Bits that the observed values use: log₂ of the number of integers between the extremes. */
  public double usedBits() {
    return Math.log((most - least) / step() + 1) / LOG_2;
  }

  /** Largest local error in steps; empty for wide values, whose steps mean nothing. */
  public OptionalDouble localSteps() {
    return steps(local);
  }

  /** Largest accumulated error in steps; empty for wide values, whose steps mean nothing. */
  public OptionalDouble accumulatedSteps() {
    return steps(accumulated);
  }

  private OptionalDouble steps(ErrorMetrics errors) {
    OptionalDouble error = errors.maxAbs();
    return wide() || error.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(error.getAsDouble() / step());
  }
}
