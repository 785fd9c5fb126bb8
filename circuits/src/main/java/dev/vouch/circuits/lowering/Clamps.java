package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.quantise.Scales;
import java.util.List;

/** Lowering of Relu, Clip and other functions that are a clamp between two constants. */
public final class Clamps {
  /** Below this many aligned bits a saturation table would need a row for nearly every quotient. */
  private static final int WANTED_ALIGNMENT = 8;

  private Clamps() {}

  /**
   * min(hi, max(lo, x)), rescaled to 16 bits.
   *
   * @param output value of the graph that the result stands for
   * @param least may be −∞, or above {@code hi}: then the result is {@code hi}
   * @param hi may be +∞
   */
  public static Wire lower(Lowering lowering, Wire x, String output, double least, double hi) {
    double lo = Math.min(least, hi);
    double seen = 2 * lowering.magnitude(output).orElse(1);
    double bottom = Math.max(lo, -Math.max(seen, Math.abs(hi) < seen ? Math.abs(hi) : 0));
    double top = Math.max(lo, Math.min(hi, Math.max(seen, Math.abs(lo) < seen ? Math.abs(lo) : 0)));
    boolean unsigned = lo >= 0;
    int bits = Scales.ACTIVATION_BITS - (unsigned ? 0 : 1);
    double magnitude = Math.max(Math.abs(bottom), Math.abs(top));
    int scale = Math.min(x.scaleExponent(), Scales.fitting(magnitude, bits));
    Interval full = unsigned ? Interval.unsigned(bits) : Interval.signed(bits + 1);
    Interval bounds = new Interval(integer(lo, scale, full), integer(hi, scale, full));
    CutEnds cut =
        new CutEnds(
            Math.scalb(lo, scale) < full.lo() - 1.0, Math.scalb(hi, scale) > full.hi() + 1.0);
    if (alignment(bounds) >= WANTED_ALIGNMENT
        || bounds.hi() - bounds.lo() < 1 << WANTED_ALIGNMENT) {
      return lowering.cutting(lowering.requantise(x, scale, bounds, output), cut);
    }
    return inTwoSteps(lowering, x, scale, bounds, cut, output);
  }

  private static long integer(double bound, int scale, Interval full) {
    return full.clamp((long) Math.floor(Math.scalb(bound, scale) + 0.5));
  }

  private static int alignment(Interval bounds) {
    return new Requantisation(0, 0, 0, bounds).maxLowBits();
  }

  /** u = max(x, lo), then hi − max(hi − u, 0): both have aligned bounds. */
  private static Wire inTwoSteps(
      Lowering lowering, Wire x, int scale, Interval bounds, CutEnds cut, String output) {
    Interval width = Interval.unsigned(Scales.ACTIVATION_BITS);
    Wire low =
        lowering.requantise(x, scale, new Interval(bounds.lo(), bounds.lo() + width.hi()), output);
    Wire excess =
        lowering.requantise(mirrored(lowering, low, bounds.hi(), output), scale, width, output);
    lowering.cutting(low, new CutEnds(cut.below(), false));
    lowering.cutting(excess, new CutEnds(cut.above(), false));
    return mirrored(lowering, excess, bounds.hi(), output);
  }

  /** constant − x. */
  private static Wire mirrored(Lowering lowering, Wire x, long constant, String output) {
    String labels = Lowering.labels(x.view().rank());
    int[] scalar = {};
    Operand shift =
        lowering.integers(output + ".bound", new long[] {constant}, scalar, "", x.scaleExponent());
    return lowering
        .einsum(output, labels)
        .add(-1, lowering.term(x, labels))
        .add(1, shift)
        .build(x.scaleExponent());
  }

  /** Lowers a node whose output is its first input clamped. */
  public static void bind(
      Lowering lowering, List<String> inputs, String output, double lo, double hi) {
    lowering.bind(output, lower(lowering, lowering.wire(inputs.get(0)), output, lo, hi));
  }
}
