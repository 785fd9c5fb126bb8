package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.emit.RangeProof;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * y = ⌊numerator / x⌋ for x ≥ least ≥ 1 (docs/spec/primitives.md §7). Whoever builds the program
 * knows that x is never smaller; there is no witness otherwise.
 */
public record Quotient(int output, int input, long numerator, long least) implements Primitive {
  static final int CODE = 7;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  @Override
  public Quotient renumbered(IntUnaryOperator numbers) {
    return new Quotient(numbers.applyAsInt(output), numbers.applyAsInt(input), numerator, least);
  }

  /** The range of the result. */
  public static Interval range(Interval input, long numerator, long least) {
    return new Interval(numerator / Math.max(input.hi(), least), numerator / least);
  }

  @Override
  public long[] execute(Tensors tensors, Values values) {
    long[] x = values.of(input);
    long[] y = new long[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = numerator / Math.max(x[i], least);
    }
    return y;
  }

  @Override
  public void constrain(Tensors tensors, CircuitBuilder circuit, int layout) {
    List<Integer> shape = tensors.tensor(output).shape();
    int x = circuit.tensor(input);
    long most = Math.max(tensors.tensor(input).range().hi(), least);
    Limbs limbs = whole(circuit, numerator / least);
    Limbs remainderLimbs = whole(circuit, most - 1);
    requireNoWrap(limbs.bits() + bits(most));

    RangeProof proof = new RangeProof(circuit, shape, input);
    List<Integer> digits = proof.digits("quotient", limbs, 0, v -> numerator / Math.max(v, least));
    int y;
    if (circuit.isOutput(output)) {
      y = circuit.define(output, "y", shape, 0, numerator / least);
      circuit.zero(
          circuit.derived(
              "difference", circuit.sum(shape).plus(1, y).plusNumber(-1, limbs, 0, digits)));
    } else {
      y = circuit.derived("y", circuit.sum(shape).plusNumber(1, limbs, 0, digits));
      circuit.bind(output, y);
    }
    int remainder =
        circuit.derived("remainder", circuit.sum(shape).plus(numerator).plusProduct(-1, x, y));
    proof.number(
        "remainder",
        circuit.sum(shape).plus(1, remainder),
        remainderLimbs,
        v -> numerator % Math.max(v, least));
    proof.number(
        "below",
        circuit.sum(shape).plus(1, x).plus(-1).plus(-1, remainder),
        remainderLimbs,
        v -> v - 1 - numerator % Math.max(v, least));
  }

  private static Limbs whole(CircuitBuilder circuit, long most) {
    return Limbs.whole(Math.max(1, bits(most)), circuit.limbBits());
  }

  private static int bits(long most) {
    return 64 - Long.numberOfLeadingZeros(most);
  }

  private static void requireNoWrap(int bits) {
    if (bits > 62) {
      throw new RangeExceededException("a product of quotient and divisor may reach 2^" + bits);
    }
  }

  @Override
  public List<LayoutOption> layouts(Tensors tensors, int limbBits) {
    return LayoutOption.NO_CHOICE;
  }

  @Override
  public NetworkOutput networkOutput() {
    return NetworkOutput.POSSIBLE;
  }

  @Override
  public List<Domain> domains() {
    Interval divisors = new Interval(least, Interval.LIMIT);
    return List.of(new Domain(input, divisors, "for the divisor"));
  }

  @Override
  public Optional<Published> published(Tensors tensors) {
    Map<String, Long> values = Map.of("numerator", numerator, "least", least);
    return Optional.of(new Published("quotient", values));
  }

  @Override
  public long macs() {
    return 0;
  }

  /** How much the quotient changes within the divisor's error, and the fraction left out. */
  @Override
  public double[] carriedError(Tensors tensors, Values values, Errors errors) {
    long[] x = values.of(input);
    double[] source = errors.of(input);
    double[] carried = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double quotient = (double) numerator / Math.max(x[i], least);
      double most = numerator / Math.max(x[i] - source[i], least);
      double fewest = numerator / Math.max(x[i] + source[i], least);
      carried[i] = Math.max(most - quotient, quotient - fewest) + 1;
    }
    return carried;
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
    out.u32(input).u64(numerator).u64(least);
  }

  static Quotient read(int output, PrimitiveSource source) throws MalformedFormatException {
    FormatReader in = source.bytes();
    int input = source.operand(output);
    source.requireSameShape(input, output);
    long numerator = in.i64("numerator");
    long least = in.i64("least divisor");
    if (least < 1 || numerator < 0 || numerator > Interval.LIMIT) {
      throw in.malformed("a quotient of " + numerator + " by at least " + least);
    }
    return new Quotient(output, input, numerator, least);
  }
}
