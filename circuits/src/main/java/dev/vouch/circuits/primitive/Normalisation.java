package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.emit.RangeProof;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The leading bits of an integer of any length and a factor for those that were shifted out
 * (docs/spec/primitives.md §8):
 *
 * <pre>
 * m = ⌊x / 2^(step·k)⌋ with the least k ≥ 0 for which −2^mantissaBits ≤ m &lt; 2^mantissaBits
 * </pre>
 *
 * and {@code factors[k]}, which depends on k alone. The output has one axis more than the input, of
 * length 2: m and the factor. A mantissa to which k ≥ 1 can belong, of magnitude 2^(mantissaBits −
 * step) or more, stands for m + 1/2, the middle of all x that have it.
 *
 * @param factors one for each k; x that need a greater k have no witness
 */
@SuppressWarnings("ArrayRecordComponent")
public record Normalisation(int output, int input, int mantissaBits, int step, long[] factors)
    implements Primitive {
  static final int CODE = 8;

  /** Bits up to which values are bounded. */
  private static final int MAX_BITS = 62;

  private static final int MAX_MANTISSA_BITS = 17;
  private static final int MAX_LIMB_BITS = 12;

  public Normalisation {
    if (mantissaBits > MAX_MANTISSA_BITS
        || step < 1
        || step >= mantissaBits
        || factors.length < 2
        || mantissaBits + step * (factors.length - 1) > MAX_BITS) {
      throw new RangeExceededException(
          "mantissas of "
              + mantissaBits
              + " bits, and "
              + (factors.length - 1)
              + " times "
              + step
              + " bits are no integers within ±2^62");
    }
  }

  /**
   * How many factors integers of a range need.
   *
   * @param input range of the integers
   */
  public static int factors(Interval input, int mantissaBits, int step) {
    int k = 0;
    while (input.lo() >> (step * k) < -(1L << mantissaBits)
        || input.hi() >> (step * k) >= 1L << mantissaBits) {
      k++;
    }
    return k + 1;
  }

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Normalisation renumbered(IntUnaryOperator numbers) {
    return new Normalisation(
        numbers.applyAsInt(output), numbers.applyAsInt(input), mantissaBits, step, factors);
  }

  /** The range of mantissas. */
  public static Interval mantissas(Interval input, int mantissaBits) {
    return new Interval(input.lo() < 0 ? -(1L << mantissaBits) : 0, (1L << mantissaBits) - 1);
  }

  /** The range of mantissas and factors together. */
  public static Interval range(Interval input, int mantissaBits, long[] factors) {
    Interval mantissas = mantissas(input, mantissaBits);
    Interval all = Interval.of(factors);
    return new Interval(Math.min(mantissas.lo(), all.lo()), Math.max(mantissas.hi(), all.hi()));
  }

  /** Which inputs have a witness: those of which some shift is a mantissa. */
  private Interval arguments() {
    long most = 1L << (mantissaBits + step * (factors.length - 1));
    return new Interval(-most, most - 1);
  }

  private int shifts(long x) {
    int k = 0;
    long magnitude = x < 0 ? ~x : x;
    while (k < factors.length - 1 && magnitude >> (step * k) >= 1L << mantissaBits) {
      k++;
    }
    return k;
  }

  private long mantissa(long x) {
    long bounded = arguments().clamp(x);
    return bounded >> (step * shifts(bounded));
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] x = values.of(input);
    long[] y = new long[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      y[2 * i] = mantissa(x[i]);
      y[2 * i + 1] = factors[shifts(x[i])];
    }
    return y;
  }

  private boolean signed(Tensors tensors) {
    return tensors.tensor(input).range().lo() < 0;
  }

  /** Bits of a mantissa that is moved up until none is negative. */
  private int bits(boolean signed) {
    return signed ? mantissaBits + 1 : mantissaBits;
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    boolean signed = signed(tensors);
    long cells = tensors.tensor(input).size();
    List<LayoutOption> options = new ArrayList<>();
    for (int top = step + (signed ? 1 : 0); top <= Math.min(MAX_LIMB_BITS, bits(signed)); top++) {
      Limbs low = Limbs.of(bits(signed) - top, limbBits);
      long bytes = (top + 7) / 8 + low.widths().stream().mapToLong(width -> (width + 7) / 8).sum();
      Set<LayoutTable> tables = new HashSet<>(Set.of(new NormalTable(top, step, signed)));
      low.widths().stream()
          .filter(width -> width < limbBits)
          .forEach(width -> tables.add(new DigitTable(width)));
      options.add(new LayoutOption(top, cells * (1L + low.count()), cells * bytes, tables));
    }
    return options;
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int topBits) {
    List<Integer> shape = tensors.tensor(input).shape();
    boolean signed = signed(tensors);
    int x = circuit.tensor(input);
    int most = step * (factors.length - 1);
    int limbBits = circuit.limbBits();
    int whole = (most + limbBits - 1) / limbBits * limbBits;
    Limbs rest = Limbs.of(Math.min(whole, MAX_BITS - mantissaBits), limbBits);
    int scaled = rest.bits();

    int k = circuit.witness("shifts", shape, 0, factors.length - 1, Fill.of(input, this::shifts));
    int power =
        circuit.witness(
            "power",
            shape,
            1L << (scaled - most),
            1L << scaled,
            Fill.of(input, v -> 1L << (scaled - step * shifts(v))));
    int shifted =
        circuit.witness("shifted", shape, 0, 1, Fill.of(input, v -> shifts(v) > 0 ? 1 : 0));
    Interval all = Interval.of(factors);
    int factor =
        circuit.witness(
            "factor", shape, all.lo(), all.hi(), Fill.of(input, v -> factors[shifts(v)]));
    circuit.function("shift", 0, shiftTable(scaled), List.of(k, power, shifted, factor));

    NormalTable normal = new NormalTable(topBits, step, signed);
    Limbs low = Limbs.of(bits(signed) - topBits, limbBits);
    long moved = signed ? 1L << mantissaBits : 0;
    RangeProof proof = new RangeProof(circuit, shape, input);
    List<Integer> digits = proof.digits("mantissa", low, 0, v -> mantissa(v) + moved);
    int top =
        circuit.witness(
            "top",
            shape,
            normal.start(),
            -normal.start() - 1,
            Fill.of(input, v -> ((mantissa(v) + moved) >> low.bits()) + normal.start()));
    int key =
        circuit.derived("normal", circuit.sum(shape).plus(1, top).plus(1L << topBits, shifted));
    circuit.function("normal", normal.start(), normal.columns(), List.of(key, shifted));

    Sum value = circuit.sum(shape).plus(1L << low.bits(), top);
    value.plus(-(normal.start() << low.bits()) - moved).plusNumber(1, low, 0, digits);
    int mantissa = circuit.derived("mantissa", value);
    Sum remainder = circuit.sum(shape).plusProduct(1, power, x).plus(-(1L << scaled), mantissa);
    proof.number(
        "remainder",
        remainder,
        rest,
        v -> (v << (scaled - step * shifts(v))) - (mantissa(v) << scaled));
    circuit.bind(
        output,
        circuit.derived(
            "pair",
            tensors.tensor(output).shape(),
            List.of(slice(shape, mantissa, 0), slice(shape, factor, 1))));
  }

  /** For each k the power 2^(scaled − step·k), whether k > 0, and the factor. */
  private List<long[]> shiftTable(int scaled) {
    long[] powers = new long[factors.length];
    long[] shifted = new long[factors.length];
    for (int k = 0; k < factors.length; k++) {
      powers[k] = 1L << (scaled - step * k);
      shifted[k] = k > 0 ? 1 : 0;
    }
    return List.of(powers, shifted, factors);
  }

  /** The tensor as a slice of the last axis. */
  private static Term slice(List<Integer> shape, int tensor, int at) {
    List<IndexEntry> all = IntStream.range(0, shape.size()).mapToObj(IndexEntry::axis).toList();
    List<IndexEntry> result = new ArrayList<>(all);
    result.add(new IndexEntry(at, List.of()));
    return new Term.Box(Scalar.of(1), shape, result, List.of(new Term.Operand(tensor, all)));
  }

  @Override
  public NetworkOutput networkOutput() {
    return NetworkOutput.IMPOSSIBLE;
  }

  @Override
  public List<Domain> domains() {
    return List.of(new Domain(input, arguments(), "to be normalised"));
  }

  /** The factors follow from scales, which derive from calibration data. */
  @Override
  public Optional<Published> published(Tensors tensors) {
    Map<String, Long> values =
        Map.of("first factor", factors[0], "last factor", factors[factors.length - 1]);
    return Optional.of(new Published("normalisation", values));
  }

  @Override
  public long macs() {
    return 0;
  }

  /**
   * Mantissas are off by what is left of the operand's error, and from the middle that they stand
   * for by half a step; a factor is exact if it is a power of two, and was rounded otherwise. The
   * error of an operand that would have another k is that of the same number with this one.
   */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    long[] x = values.of(input);
    double[] source = errors.of(input);
    double[] carried = new double[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      int k = shifts(x[i]);
      long mantissa = mantissa(x[i]);
      long magnitude = mantissa < 0 ? ~mantissa : mantissa;
      boolean middle = magnitude >= 1L << (mantissaBits - step);
      carried[2 * i] = Math.scalb(source[i], -step * k) + (middle ? errors.ofRounding() : 0);
      carried[2 * i + 1] = ofFactor(factors[k], errors);
    }
    return carried;
  }

  /** Powers of two are exact; what would be less than 1 is 0. */
  private static double ofFactor(long factor, Errors errors) {
    if (factor == 0) {
      return 1;
    }
    return Long.bitCount(factor) == 1 ? 0 : errors.ofRounding();
  }

  @Override
  public Optional<Saturation> saturation(Tensors tensors) {
    return Optional.empty();
  }

  @Override
  public int code() {
    return CODE;
  }

  @Override
  public void write(FormatWriter out) {
    out.u32(input).u8(mantissaBits).u8(step).u8(factors.length);
    for (long factor : factors) {
      out.svar(factor);
    }
  }

  static Normalisation read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    List<Integer> pairs = new ArrayList<>(source.tensor(input).shape());
    pairs.add(2);
    if (!pairs.equals(source.tensor(output).shape())) {
      throw in.malformed("the result of a normalisation has another shape than " + pairs);
    }
    int mantissaBits = in.u8("mantissa bits", MAX_MANTISSA_BITS);
    int step = in.u8("step", MAX_MANTISSA_BITS);
    long[] factors = new long[in.u8("factors", MAX_BITS)];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = in.svar("factor");
      if (!source.tensor(output).range().contains(factors[k])) {
        throw in.malformed("a factor lies outside the declared range");
      }
    }
    try {
      return new Normalisation(output, input, mantissaBits, step, factors);
    } catch (RangeExceededException e) {
      throw in.malformed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Normalisation that
        && output == that.output
        && input == that.input
        && mantissaBits == that.mantissaBits
        && step == that.step
        && Arrays.equals(factors, that.factors);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(factors) * 31 + output;
  }
}
