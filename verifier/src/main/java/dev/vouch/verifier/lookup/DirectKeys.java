package dev.vouch.verifier.lookup;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.layout.DirectTable;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * alpha − κ(x) for the rows x of a direct table (protocol.md §4): what stands under its fractions.
 * Columns of closed form together cost an addition a row, stored ones a product each. Immutable.
 */
final class DirectKeys {
  private static final PrimeField F = PrimeField.SCALAR;
  private static final int LIMBS = PrimeField.LIMBS;

  /** alpha − tag − Σ beta^m·T_m over the columns of closed form is start + x·step. */
  private final Scalar start;

  private final Scalar step;

  /** The other columns, and beta^m for each. */
  private final List<long[]> stored = new ArrayList<>();

  private final List<Scalar> factors = new ArrayList<>();

  DirectKeys(Circuit circuit, DirectTable table, LookupChallenges challenges) {
    Scalar first = challenges.alpha().minus(Scalar.of(table.tag()));
    Scalar difference = Scalar.ZERO;
    Scalar power = Scalar.ONE;
    for (int column : table.columns()) {
      power = power.times(challenges.beta());
      if (circuit.tensors().get(column) instanceof Tensor.Iota iota) {
        first = first.minus(power.times(Scalar.of(iota.start())));
        difference = difference.minus(power);
      } else {
        stored.add(((Tensor.Const) circuit.tensors().get(column)).values());
        factors.add(power);
      }
    }
    this.start = first;
    this.step = difference;
  }

  /**
   * How far the keys from row {@code from} on step evenly: the first row above {@code from} + 1
   * whose key is not that before it plus the same difference, at most {@code to}.
   */
  int evenUntil(int from, int to) {
    int row = Math.min(from + 2, to);
    while (row < to && isEven(row)) {
      row++;
    }
    return row;
  }

  private boolean isEven(int row) {
    for (long[] values : stored) {
      if (!isEven(values[row - 2], values[row - 1], values[row])) {
        return false;
      }
    }
    return true;
  }

  /** Whether c − b = b − a; also false if a difference has no place in a long. */
  private static boolean isEven(long a, long b, long c) {
    long first = b - a;
    long second = c - b;
    return first == second && ((a ^ b) & (b ^ first)) >= 0 && ((b ^ c) & (c ^ second)) >= 0;
  }

  /** Writes those of the rows {@code from} … {@code to} − 1 into a flat array, from {@code at}. */
  void write(int from, int to, long[] out, int at) {
    long[] next = new long[LIMBS];
    start.plus(step.times(Scalar.of(from))).copyTo(next, 0);
    long[] difference = new long[LIMBS];
    step.copyTo(difference, 0);
    for (int i = LIMBS * at; i < LIMBS * (at + to - from); i += LIMBS) {
      PrimeField.copy(out, i, next, 0);
      F.add(next, 0, next, 0, difference, 0);
    }
    for (int column = 0; column < factors.size(); column++) {
      subtract(stored.get(column), factors.get(column), from, to, out, at);
    }
  }

  /** The factor in Montgomery form twice makes Montgomery forms of products with plain integers. */
  private static void subtract(long[] values, Scalar factor, int from, int to, long[] out, int at) {
    long[] twice = new long[LIMBS];
    factor.copyTo(twice, 0);
    F.toMontgomery(twice, 0, twice, 0);
    long[] product = new long[LIMBS];
    for (int row = from, i = LIMBS * at; row < to; row++, i += LIMBS) {
      if (row == from || values[row] != values[row - 1]) {
        PrimeField.setZero(product, 0);
        product[0] = Math.abs(values[row]); // at most 2^62
        F.multiply(product, 0, product, 0, twice, 0);
        if (values[row] < 0) {
          F.negate(product, 0, product, 0);
        }
      }
      F.subtract(out, i, out, i, product, 0);
    }
  }
}
