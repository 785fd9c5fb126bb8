package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramReader;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * y = clamp(⌊(x + 2^(shift−1)) / 2^shift⌋, lo, hi), rounding half up; shift 0 only clamps
 * (docs/spec/primitives.md §4). Relu is lo = 0, Clip any bounds.
 *
 * @param shift 0 … 40
 * @param bounds of the clamp
 */
public record Requantisation(int output, int input, int shift, Interval bounds)
    implements Primitive {
  public static final int CODE = 4;
  private static final long MAX_TABLE_ROWS = 1 << 20;

  /** Largest shift; products with 2^shift stay far below the field's size. */
  public static final int MAX_SHIFT = 40;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  private static long quotient(long x, int shift) {
    return shift == 0 ? x : (x + (1L << (shift - 1))) >> shift;
  }

  /** The quotients before the clamp. */
  private Interval quotients(IntegerProgram program) {
    return range(program.tensor(input).range(), shift);
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
  public long[] execute(IntegerProgram program, Values values) {
    long[] x = values.of(input);
    long[] y = new long[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bounds.clamp(quotient(x[i], shift));
    }
    return y;
  }

  /** The inputs whose quotients the clamp leaves as they are. */
  public Interval unclamped() {
    long half = shift == 0 ? 0 : 1L << (shift - 1);
    return new Interval(
        Math.multiplyExact(bounds.lo(), 1L << shift) - half,
        Math.multiplyExact(bounds.hi() + 1, 1L << shift) - half - 1);
  }

  /** Whether some input in the declared range is clamped. */
  public boolean clamps(IntegerProgram program) {
    return !bounds.contains(quotients(program));
  }

  /** The most low bits k that the clamp's bounds allow (docs/spec/primitives.md §4, layout). */
  public int maxLowBits() {
    long width = bounds.hi() - bounds.lo();
    return Math.max(
        Long.numberOfTrailingZeros(width + 1), width == 0 ? 0 : Long.numberOfTrailingZeros(width));
  }

  @Override
  public List<LayoutOption> layouts(IntegerProgram program, int limbBits) {
    if (!clamps(program)) {
      return Primitive.super.layouts(program, limbBits);
    }
    List<LayoutOption> options = new ArrayList<>();
    long cells = program.tensor(output).size();
    for (int lowBits = 0; lowBits <= maxLowBits(); lowBits++) {
      SaturationTable table = saturationTable(program, lowBits);
      if (table.rows() <= MAX_TABLE_ROWS) {
        Limbs low = Limbs.of(lowBits, limbBits);
        long bytes = low.widths().stream().mapToLong(width -> (width + 7) / 8).sum();
        Map<Object, Long> tables = new HashMap<>(Map.of(table, table.rows()));
        low.widths().stream()
            .filter(width -> width < limbBits)
            .forEach(width -> tables.put(width, 1L << width));
        options.add(new LayoutOption(lowBits, cells * low.count(), cells * bytes, tables));
      }
    }
    return options;
  }

  @Override
  public void constrain(IntegerProgram program, CircuitBuilder circuit, int lowBits) {
    if (clamps(program)) {
      constrainClamped(program, circuit, lowBits);
    } else {
      constrainUnclamped(program, circuit);
    }
  }

  /** The table of the clamp when the low part of q − lo has {@code lowBits} bits. */
  SaturationTable saturationTable(IntegerProgram program, int lowBits) {
    return SaturationTable.of(quotients(program), bounds, lowBits);
  }

  private void constrainClamped(IntegerProgram program, CircuitBuilder circuit, int lowBits) {
    List<Integer> shape = program.tensor(output).shape();
    long lo = bounds.lo();
    long mask = (1L << lowBits) - 1;
    Limbs low = Limbs.of(lowBits, circuit.limbBits());
    SaturationTable table = saturationTable(program, lowBits);

    List<Integer> lowDigits = new ArrayList<>();
    for (int limb = 0; limb < low.count(); limb++) {
      int i = limb;
      lowDigits.add(
          witnessDigit(
              circuit,
              "low",
              low,
              limb,
              shape,
              x -> low.digit((quotient(x, shift) - lo) & mask, i)));
    }
    int high =
        circuit.witness(
            "high",
            shape,
            table.hMin(),
            table.hMax(),
            fill(x -> (quotient(x, shift) - lo) >> lowBits));
    int clamped =
        circuit.witness(
            "clamped", shape, 0, 1, fill(x -> table.clamped((quotient(x, shift) - lo) >> lowBits)));
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

  private void constrainUnclamped(IntegerProgram program, CircuitBuilder circuit) {
    List<Integer> shape = program.tensor(output).shape();
    Interval quotients = quotients(program);
    long lo = quotients.lo();
    Limbs limbs =
        Limbs.whole(64 - Long.numberOfLeadingZeros(quotients.hi() - lo), circuit.limbBits());
    boolean committed = circuit.isOutput(output);
    List<Integer> digits = new ArrayList<>();
    for (int limb = committed ? 1 : 0; limb < limbs.count(); limb++) {
      int i = limb;
      digits.add(
          witnessDigit(
              circuit, "digit", limbs, limb, shape, x -> limbs.digit(quotient(x, shift) - lo, i)));
    }
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
        constrainLowestDigit(circuit, "digit0", lowest, limbs, digits);
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
    List<Integer> digits = new ArrayList<>();
    for (int limb = 1; limb < limbs.count(); limb++) {
      int i = limb;
      digits.add(
          witnessDigit(
              circuit,
              "remainder",
              limbs,
              limb,
              shape,
              v -> limbs.digit((v + half & (1L << shift) - 1) << (scaled - shift), i)));
    }
    Sum remainder =
        circuit
            .sum(shape)
            .plus(1L << (scaled - shift), x)
            .plus(1L << (scaled - 1))
            .plus(-(1L << scaled), q)
            .plus(Math.multiplyExact(-(1L << scaled), lo));
    constrainLowestDigit(circuit, "remainder0", remainder, limbs, digits);
  }

  /** Proves that a number has the given digits from limb 1 on and some digit in limb 0. */
  private static void constrainLowestDigit(
      CircuitBuilder circuit, String name, Sum number, Limbs limbs, List<Integer> digits) {
    circuit.digit(
        circuit.derived(name, number.plusNumber(-1, limbs, 1, digits).plus(-limbs.centre(0))),
        limbs,
        0);
  }

  private int witnessDigit(
      CircuitBuilder circuit,
      String name,
      Limbs limbs,
      int limb,
      List<Integer> shape,
      LongUnaryOperator digitOfInput) {
    long half = limbs.centre(limb);
    int digit = circuit.witness(name + limb, shape, -half, half - 1, fill(digitOfInput));
    circuit.digit(digit, limbs, limb);
    return digit;
  }

  private Fill fill(LongUnaryOperator ofInput) {
    return values -> {
      long[] x = values.of(input);
      long[] result = new long[x.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = ofInput.applyAsLong(x[i]);
      }
      return result;
    };
  }

  @Override
  public boolean committable() {
    return true;
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input).u8(shift).u64(bounds.lo()).u64(bounds.hi());
  }

  public static Requantisation read(FormatReader in, int output, ProgramReader program)
      throws MalformedFormatException {
    int input = program.operand(in, output);
    program.requireSameShape(in, input, output);
    int shift = in.u8("shift", MAX_SHIFT);
    return new Requantisation(output, input, shift, program.interval(in));
  }
}
