package dev.vouch.circuits.emit;

import dev.vouch.circuits.integer.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Proves that numbers lie in ranges, by lookups of their limbs (docs/spec/primitives.md §0 and §1).
 * All numbers of one proof are functions of the cells of one program tensor, which fill the limbs.
 */
public final class RangeProof {
  private final CircuitBuilder circuit;
  private final List<Integer> shape;
  private final int source;

  /**
   * Range proofs of tensors of a shape.
   *
   * @param source program tensor of whose cells the numbers are functions
   */
  public RangeProof(CircuitBuilder circuit, List<Integer> shape, int source) {
    this.circuit = circuit;
    this.shape = shape;
    this.source = source;
  }

  /**
   * Commits to the digits of a number from limb {@code first} on, and proves each to be a digit.
   *
   * @param name of the digits, followed by the limb
   * @param number as a function of the source; within [0, 2^bits) of the limbs
   * @return a circuit tensor for each digit
   */
  public List<Integer> digits(String name, Limbs limbs, int first, LongUnaryOperator number) {
    List<Integer> digits = new ArrayList<>();
    for (int limb = first; limb < limbs.count(); limb++) {
      long half = limbs.centre(limb);
      Fill fill = digitOf(number, limbs, limb);
      int digit = circuit.witness(name + limb, shape, -half, half - 1, fill);
      circuit.digit(digit, limbs, limb);
      digits.add(digit);
    }
    return digits;
  }

  /** {@link Limbs#digit} of every cell, in a loop that a proof runs for most of its witness. */
  private Fill digitOf(LongUnaryOperator number, Limbs limbs, int limb) {
    int offset = limbs.offset(limb);
    long mask = (1L << limbs.width(limb)) - 1;
    long centre = limbs.centre(limb);
    return values -> {
      long[] x = values.of(source);
      long[] digits = new long[x.length];
      for (int i = 0; i < digits.length; i++) {
        digits[i] = (number.applyAsLong(x[i]) >> offset & mask) - centre;
      }
      return digits;
    };
  }

  /**
   * Proves {@code 0 ≤ number < 2^bits} of its limbs: the digits from limb 1 on are committed, and
   * what they leave of the number is shown to be the lowest digit.
   *
   * @param name of the digits, followed by the limb
   * @param number as a sum of tensors of the circuit
   * @param value the same as a function of the source
   */
  public void number(String name, Sum number, Limbs limbs, LongUnaryOperator value) {
    lowestDigit(name, number, limbs, digits(name, limbs, 1, value));
  }

  /**
   * Proves {@code 0 ≤ number < 2^bits} of its limbs, given tensors of its digits from limb 1 on.
   *
   * @param name of the digits, followed by the limb
   */
  public void lowestDigit(String name, Sum number, Limbs limbs, List<Integer> digits) {
    Sum lowest = number.plusNumber(-1, limbs, 1, digits).plus(-limbs.centre(0));
    circuit.digit(circuit.derived(name + "0", lowest), limbs, 0);
  }

  /**
   * Proves lo ≤ x ≤ hi for a committed tensor of the source's own cells: by one table of the range
   * if that is no longer than a limb's or cannot be divided by 2^limbBits, else
   *
   * <pre>x = 2^limbBits·upper + lower, 0 ≤ lower &lt; 2^limbBits, lo / 2^limbBits ≤ upper ≤ …</pre>
   *
   * and so on for {@code upper}.
   */
  public void declared(int x, Interval range) {
    declared(x, range, v -> v, 1);
  }

  private void declared(int x, Interval range, LongUnaryOperator value, int limb) {
    int bits = circuit.limbBits();
    long mask = (1L << bits) - 1;
    long width = range.hi() - range.lo();
    if (width <= mask || (range.lo() & mask) != 0 || (width & mask) != mask) {
      circuit.range(x, range.lo(), Math.toIntExact(width + 1));
      return;
    }
    Interval upperRange = new Interval(range.lo() >> bits, range.hi() >> bits);
    LongUnaryOperator upperValue = v -> value.applyAsLong(v) >> bits;
    int upper =
        circuit.witness(
            "upper" + limb, shape, upperRange.lo(), upperRange.hi(), Fill.of(source, upperValue));
    Limbs lower = Limbs.whole(bits, bits);
    circuit.digit(
        circuit.derived(
            "lower" + limb,
            circuit.sum(shape).plus(1, x).plus(-(1L << bits), upper).plus(-lower.centre(0))),
        lower,
        0);
    declared(upper, upperRange, upperValue, limb + 1);
  }
}
