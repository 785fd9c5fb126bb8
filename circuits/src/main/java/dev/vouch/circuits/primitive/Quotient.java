package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.Fill;
import dev.vouch.circuits.emit.Limbs;
import dev.vouch.circuits.emit.Sum;
import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramReader;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * y = ⌊numerator / x⌋ for x ≥ least ≥ 1 (docs/spec/primitives.md §7). Whoever builds the program
 * knows that x is never smaller; there is no witness otherwise.
 */
public record Quotient(int output, int input, long numerator, long least) implements Primitive {
  public static final int CODE = 7;

  @Override
  public List<Integer> inputs() {
    return List.of(input);
  }

  /** The range of the result. */
  public static Interval range(Interval input, long numerator, long least) {
    return new Interval(numerator / Math.max(input.hi(), least), numerator / least);
  }

  @Override
  public long[] execute(IntegerProgram program, Values values) {
    long[] x = values.of(input);
    long[] y = new long[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = numerator / Math.max(x[i], least);
    }
    return y;
  }

  @Override
  public void constrain(IntegerProgram program, CircuitBuilder circuit, int layout) {
    List<Integer> shape = program.tensor(output).shape();
    int x = circuit.tensor(input);
    long most = Math.max(program.tensor(input).range().hi(), least);
    Limbs limbs = whole(circuit, numerator / least);
    Limbs remainderLimbs = whole(circuit, most - 1);
    requireNoWrap(limbs.bits() + bits(most));

    List<Integer> digits =
        digits(circuit, "quotient", limbs, 0, v -> numerator / Math.max(v, least), shape);
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
    prove(
        circuit,
        "remainder",
        circuit.sum(shape).plus(1, remainder),
        remainderLimbs,
        v -> numerator % Math.max(v, least),
        shape);
    Sum below = circuit.sum(shape).plus(1, x).plus(-1).plus(-1, remainder);
    prove(
        circuit,
        "below",
        below,
        remainderLimbs,
        v -> v - 1 - numerator % Math.max(v, least),
        shape);
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

  /**
   * Proves that a number is not negative and below 2^bits of its limbs; its lowest digit is
   * derived.
   */
  private void prove(
      CircuitBuilder circuit,
      String name,
      Sum number,
      Limbs limbs,
      LongUnaryOperator ofInput,
      List<Integer> shape) {
    List<Integer> digits = digits(circuit, name, limbs, 1, ofInput, shape);
    int lowest =
        circuit.derived(name + "0", number.plusNumber(-1, limbs, 1, digits).plus(-limbs.centre(0)));
    circuit.digit(lowest, limbs, 0);
  }

  private List<Integer> digits(
      CircuitBuilder circuit,
      String name,
      Limbs limbs,
      int first,
      LongUnaryOperator ofInput,
      List<Integer> shape) {
    List<Integer> digits = new ArrayList<>();
    for (int limb = first; limb < limbs.count(); limb++) {
      int i = limb;
      long half = limbs.centre(limb);
      Fill fill =
          values -> {
            long[] x = values.of(input);
            long[] cells = new long[x.length];
            for (int cell = 0; cell < cells.length; cell++) {
              cells[cell] = limbs.digit(ofInput.applyAsLong(x[cell]), i);
            }
            return cells;
          };
      int digit = circuit.witness(name + limb, shape, -half, half - 1, fill);
      circuit.digit(digit, limbs, limb);
      digits.add(digit);
    }
    return digits;
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
    out.u32(input).u64(numerator).u64(least);
  }

  public static Quotient read(FormatReader in, int output, ProgramReader program)
      throws MalformedFormatException {
    int input = program.operand(in, output);
    program.requireSameShape(in, input, output);
    long numerator = in.i64("numerator");
    long least = in.i64("least divisor");
    if (least < 1 || numerator < 0 || numerator > Interval.LIMIT) {
      throw in.malformed("a quotient of " + numerator + " by at least " + least);
    }
    return new Quotient(output, input, numerator, least);
  }
}
