package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.emit.RangeProof;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * y = clamp(⌊(x + 2^(shift−1)) / 2^shift⌋, lo, hi), rounding half up; shift 0 only clamps
 * (docs/spec/primitives.md §4). Relu is lo = 0, Clip any bounds.
 *
 * @param shift 0 … 40
 * @param bounds of the clamp
 */
public record Requantisation(int output, int input, int shift, Interval bounds)
    implements Primitive {
  static final int CODE = 4;
  private static final long MAX_TABLE_ROWS = 1 << 20;

  /** Smaller tables of clamps cost less than another rounding. */
  private static final long FEW_ROWS = 1 << 14;

  /** Largest shift; products with 2^shift stay far below the field's size. */
  public static final int MAX_SHIFT = 40;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Requantisation renumbered(IntUnaryOperator numbers) {
    return new Requantisation(numbers.applyAsInt(output), numbers.applyAsInt(input), shift, bounds);
  }

  private static long quotient(long x, int shift) {
    return shift == 0 ? x : (x + (1L << (shift - 1))) >> shift;
  }

  /** The quotients before the clamp. */
  private Interval quotients(Tensors tensors) {
    return range(tensors.tensor(input).range(), shift);
  }

  /** The range of the quotients, before any clamp, for an input of this range. */
  public static Interval range(Interval input, int shift) {
    return new Interval(quotient(input.lo(), shift), quotient(input.hi(), shift));
  }

  /** The range of the output for an input of this range. */
  public static Interval range(Interval input, int shift, Interval bounds) {
    return new Interval(
        bounds.clamp(quotient(input.lo(), shift)), bounds.clamp(quotient(input.hi(), shift)));
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] x = values.of(input);
    long[] y = new long[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bounds.clamp(quotient(x[i], shift));
    }
    return y;
  }

  /** The inputs whose quotients the clamp leaves as they are. */
  private Saturation unclamped(Interval quotients) {
    return new Saturation(
        input,
        bounds.lo() <= quotients.lo() ? Long.MIN_VALUE : leastOf(bounds.lo(), quotients),
        bounds.hi() >= quotients.hi() ? Long.MAX_VALUE : leastOf(bounds.hi() + 1, quotients) - 1);
  }

  /**
   * The least input of a quotient that is none of the least; all inputs lie below it if none is.
   */
  private long leastOf(long quotient, Interval quotients) {
    long half = shift == 0 ? 0 : 1L << (shift - 1);
    return quotient > quotients.hi() ? Long.MAX_VALUE : (quotient << shift) - half;
  }

  /** Whether some input in the declared range is clamped. */
  public boolean clamps(Tensors tensors) {
    return !bounds.contains(quotients(tensors));
  }

  /**
   * Bounds between an input's range and those of a clamp, if the clamp's table would be too large
   * without a clamp to them first.
   *
   * @param input range of the input
   * @param cells of the input; for few of them a large table does not pay
   */
  public static Optional<Interval> boundsBetween(
      Interval input, int shift, Interval bounds, long cells) {
    long most = Math.min(MAX_TABLE_ROWS, Math.max(FEW_ROWS, Long.highestOneBit(cells) * 32));
    Interval quotients = range(input, shift);
    int lowBits = new Requantisation(0, 0, shift, bounds).maxLowBits();
    if (bounds.contains(quotients)
        || SaturationTable.of(quotients, bounds, lowBits).rows() <= most) {
      return Optional.empty();
    }
    Interval between = Interval.signed(quotients.bits() + 4 - Long.numberOfTrailingZeros(most));
    return between.contains(bounds) && !between.equals(bounds)
        ? Optional.of(between)
        : Optional.empty();
  }

  /** The most low bits k that the clamp's bounds allow (docs/spec/primitives.md §4, layout). */
  public int maxLowBits() {
    long width = bounds.hi() - bounds.lo();
    return Math.max(
        Long.numberOfTrailingZeros(width + 1), width == 0 ? 0 : Long.numberOfTrailingZeros(width));
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    if (!clamps(tensors)) {
      return LayoutOption.NO_CHOICE;
    }
    List<LayoutOption> options = new ArrayList<>();
    long cells = tensors.tensor(output).size();
    for (int lowBits = 0; lowBits <= maxLowBits(); lowBits++) {
      SaturationTable table = saturationTable(tensors, lowBits);
      if (table.rows() <= MAX_TABLE_ROWS) {
        Limbs low = Limbs.of(lowBits, limbBits);
        long bytes = low.widths().stream().mapToLong(width -> (width + 7) / 8).sum();
        Set<LayoutTable> tables = new HashSet<>(Set.of(table));
        low.widths().stream()
            .filter(width -> width < limbBits)
            .forEach(width -> tables.add(new DigitTable(width)));
        options.add(new LayoutOption(lowBits, cells * low.count(), cells * bytes, tables));
      }
    }
    return options;
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int lowBits) {
    if (clamps(tensors)) {
      constrainClamped(tensors, circuit, lowBits);
    } else {
      constrainUnclamped(tensors, circuit);
    }
  }

  /** The table of the clamp when the low part of q − lo has {@code lowBits} bits. */
  SaturationTable saturationTable(Tensors tensors, int lowBits) {
    return SaturationTable.of(quotients(tensors), bounds, lowBits);
  }

  private void constrainClamped(Tensors tensors, CircuitBuilder circuit, int lowBits) {
    List<Integer> shape = tensors.tensor(output).shape();
    long lo = bounds.lo();
    long mask = (1L << lowBits) - 1;
    Limbs low = Limbs.of(lowBits, circuit.limbBits());
    SaturationTable table = saturationTable(tensors, lowBits);

    RangeProof proof = new RangeProof(circuit, shape, input);
    List<Integer> lowDigits = proof.digits("low", low, 0, x -> (quotient(x, shift) - lo) & mask);
    int high =
        circuit.witness(
            "high",
            shape,
            table.hMin(),
            table.hMax(),
            Fill.of(input, x -> (quotient(x, shift) - lo) >> lowBits));
    int clamped =
        circuit.witness(
            "clamped",
            shape,
            0,
            1,
            Fill.of(input, x -> table.clamped((quotient(x, shift) - lo) >> lowBits)));
    int y = circuit.define(output, "y", shape, lo, bounds.hi());

    int q =
        circuit.derived(
            "quotient",
            circuit.sum(shape).plus(1L << lowBits, high).plusNumber(1, low, 0, lowDigits));
    Sum saturation = circuit.sum(shape).plus(1, y).plus(-lo).plus(-1, q).plusProduct(1, clamped, q);
    circuit.function(
        "saturation",
        table.hMin(),
        table.columns(),
        List.of(high, clamped, circuit.derived("saturation", saturation)));
    constrainQuotient(circuit, shape, q, lo);
  }

  private void constrainUnclamped(Tensors tensors, CircuitBuilder circuit) {
    List<Integer> shape = tensors.tensor(output).shape();
    Interval quotients = quotients(tensors);
    long lo = quotients.lo();
    Limbs limbs =
        Limbs.whole(64 - Long.numberOfLeadingZeros(quotients.hi() - lo), circuit.limbBits());
    RangeProof proof = new RangeProof(circuit, shape, input);
    boolean committed = circuit.isOutput(output);
    List<Integer> digits =
        proof.digits("digit", limbs, committed ? 1 : 0, x -> quotient(x, shift) - lo);
    if (!committed) {
      circuit.bind(
          output,
          circuit.derived("y", circuit.sum(shape).plus(lo).plusNumber(1, limbs, 0, digits)));
    } else {
      int y = circuit.define(output, "y", shape, bounds.lo(), bounds.hi());
      Sum lowest = circuit.sum(shape).plus(1, y).plus(-lo);
      if (limbs.count() == 0) {
        circuit.zero(circuit.derived("constant", lowest));
      } else {
        proof.lowestDigit("digit", lowest, limbs, digits);
      }
    }
    constrainQuotient(circuit, shape, circuit.tensor(output), 0);
  }

  /**
   * Binds the quotient lo + q to the input: the remainder is a number of whole limbs, or there is
   * none.
   */
  private void constrainQuotient(CircuitBuilder circuit, List<Integer> shape, int q, long lo) {
    int x = circuit.tensor(input);
    if (shift == 0) {
      circuit.zero(
          circuit.derived("difference", circuit.sum(shape).plus(1, x).plus(-1, q).plus(-lo)));
      return;
    }
    Limbs limbs = Limbs.whole(shift, circuit.limbBits());
    int scaled = limbs.bits();
    long half = 1L << (shift - 1);
    Sum remainder =
        circuit
            .sum(shape)
            .plus(1L << (scaled - shift), x)
            .plus(1L << (scaled - 1))
            .plus(-(1L << scaled), q)
            .plus(Math.multiplyExact(-(1L << scaled), lo));
    long mask = (1L << shift) - 1;
    new RangeProof(circuit, shape, input)
        .number("remainder", remainder, limbs, v -> ((v + half) & mask) << (scaled - shift));
  }

  @Override
  public NetworkOutput networkOutput() {
    return NetworkOutput.POSSIBLE;
  }

  @Override
  public List<Domain> domains() {
    return List.of();
  }

  @Override
  public Optional<Published> published(Tensors tensors) {
    Map<String, Long> values =
        Map.of(
            "shift",
            (long) shift,
            "lo",
            bounds.lo(),
            "hi",
            bounds.hi(),
            "scaleExponent",
            (long) tensors.tensor(output).scaleExponent());
    return Optional.of(
        new Published(clamps(tensors) ? "rescaling and clamp" : "rescaling", values));
  }

  @Override
  public long macs() {
    return 0;
  }

  /**
   * The step is scaled and the quotient is rounded; a clamp leaves of that what lies within its
   * bounds. A quotient that keeps the scale of its input is a step function, and exact but where
   * the input's error reaches over a step.
   */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    boolean steps =
        shift > 0
            && tensors.tensor(output).scaleExponent() == tensors.tensor(input).scaleExponent();
    long[] x = values.of(input);
    double[] xErrors = errors.of(input);
    double[] carried = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      carried[i] =
          steps ? errors.ofStep(reachedSteps(x[i], xErrors[i])) : rounded(x[i], xErrors[i], errors);
    }
    return carried;
  }

  private double rounded(long x, double error, Errors errors) {
    long quotient = quotient(x, shift);
    double reach = Math.scalb(error, -shift) + (shift > 0 ? errors.ofRounding() : 0);
    double least = quotient - reach;
    double most = quotient + reach;
    boolean clamped = least < bounds.lo() || most > bounds.hi();
    long y = bounds.clamp(quotient);
    double above = Math.max(bounds.lo(), Math.min(bounds.hi(), most)) - y;
    double below = y - Math.max(bounds.lo(), Math.min(bounds.hi(), least));
    return Math.max(above, below) + (clamped ? errors.ofBounds(output) : 0);
  }

  /**
   * How far the quotient moves within the error of its input. What the input is compared with may
   * have been rounded up to an integer that does as well: then the truth is above by less than one.
   */
  private double reachedSteps(long x, double error) {
    long reach = (long) Math.ceil(Math.min(error, Interval.LIMIT));
    long q = bounds.clamp(quotient(x, shift));
    long least = bounds.clamp(quotient(Math.max(x - reach, -Interval.LIMIT), shift));
    long most = bounds.clamp(quotient(Math.min(x + reach, Interval.LIMIT), shift));
    return Math.max(most - q, q - least);
  }

  @Override
  public Optional<Saturation> saturation(Tensors tensors) {
    return Optional.of(unclamped(quotients(tensors)));
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input).u8(shift).u64(bounds.lo()).u64(bounds.hi());
  }

  static Requantisation read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    source.requireSameShape(input, output);
    int shift = in.u8("shift", MAX_SHIFT);
    return new Requantisation(output, input, shift, source.interval());
  }
}
