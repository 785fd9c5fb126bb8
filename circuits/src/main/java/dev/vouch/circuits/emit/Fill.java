package dev.vouch.circuits.emit;

import java.util.function.LongUnaryOperator;

/**
 * How the values of a committed or public circuit tensor follow from a run of the integer program.
 */
@FunctionalInterface
public interface Fill {
  /** Row-major values of the circuit tensor: a new array. */
  long[] compute(Values values);

  /** The cells of a program tensor. */
  static Fill copyOf(int programTensor) {
    return values -> values.of(programTensor).clone();
  }

  /** Each cell as a function of the same cell of a program tensor. */
  static Fill of(int programTensor, LongUnaryOperator function) {
    return values -> {
      long[] x = values.of(programTensor);
      long[] result = new long[x.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = function.applyAsLong(x[i]);
      }
      return result;
    };
  }
}
