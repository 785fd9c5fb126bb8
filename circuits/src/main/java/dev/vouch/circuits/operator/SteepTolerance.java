package dev.vouch.circuits.operator;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * How exactly the argument of a steep function has to be known. Where
 *
 * <pre>
 * steepness = slope · largest argument / largest result
 * </pre>
 *
 * is near 1, an argument of the bits of activations makes errors of about as many bits of the
 * result; above {@value #STEEP} of them they are felt.
 */
public final class SteepTolerance {
  private static final double STEEP = 0x1p6;

  /** Beyond this an argument stands for −∞, as a finite mask does, and has no digits. */
  private static final double INFINITE = 0x1p26;

  /** Beyond this the argument of an exponential does: additive masks begin at −10⁴. */
  private static final double MASKING = 0x1p12;

  /** The part of its largest result that a steep function may be off at its steepest place. */
  private static final double OF_RESULTS = 0x1p-13;

  /** So many steps on each side of 0 tell how steep a function is. */
  private static final int STEPS = 2_048;

  private SteepTolerance() {}

  /**
   * Of x in f(x).
   *
   * @param input name of x
   * @param output name of f(x)
   * @param settled beyond ±settled f is constant; +∞ if it never is
   */
  public static Tolerance of(
      DoubleUnaryOperator f, double settled, String input, String output, Magnitudes seen) {
    double most = seen.magnitude(input).orElse(0);
    double slope = slope(f, Math.min(most, settled));
    return ofSlope(slope, INFINITE, most, seen.magnitude(output));
  }

  /**
   * Of x in a function that is nowhere steeper than {@code slope}.
   *
   * @param input name of x
   * @param output name of the result
   */
  public static Tolerance ofSlope(double slope, String input, String output, Magnitudes seen) {
    return ofSlope(slope, INFINITE, seen.magnitude(input).orElse(0), seen.magnitude(output));
  }

  /**
   * Of x in exp(x), or in what is made of such: an error of x is the relative error of the result.
   *
   * @param input name of x
   */
  public static Tolerance ofExponential(String input, Magnitudes seen) {
    return ofSlope(1, MASKING, seen.magnitude(input).orElse(0), OptionalDouble.of(1));
  }

  private static Tolerance ofSlope(
      double slope, double infinite, double most, OptionalDouble results) {
    double result = results.orElse(0);
    double steepness = slope * most / result;
    return steepness > STEEP && steepness < infinite
        ? Tolerance.absolute(OF_RESULTS * result / slope, most)
        : Tolerance.NONE;
  }

  /** How steep f is at most from one step to the next within ±{@code reach}. */
  private static double slope(DoubleUnaryOperator f, double reach) {
    double step = reach / STEPS;
    double most = 0;
    double before = f.applyAsDouble(-reach);
    for (int i = 1 - STEPS; i <= STEPS && step > 0; i++) {
      double next = f.applyAsDouble(i * step);
      most = Math.max(most, Math.abs(next - before) / step);
      before = next;
    }
    return most;
  }
}
