package dev.vouch.cli;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.Execution;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far integer outputs ŷ are from expected ones y, over samples and outputs: relRms = √(Σ(y −
 * ŷ)² / Σy²), the largest and the mean |y − ŷ|, and the share of equal argmax.
 */
final class Accuracy {
  private double squaredErrors;
  private double squares;
  private double absoluteErrors;
  private double largest;
  private long cells;
  private long decisions;
  private long agreements;

  /**
   * Adds one sample.
   *
   * @param expected outputs by name, in order
   * @param actual outputs of the same names and shapes
   */
  void add(Map<String, TensorData> expected, Map<String, Execution.PortValue> actual) {
    boolean decided = false;
    for (Map.Entry<String, TensorData> output : expected.entrySet()) {
      TensorData wanted = output.getValue();
      Execution.PortValue given = actual.get(output.getKey());
      if (given == null) {
        throw new IllegalArgumentException("no output '" + output.getKey() + "'");
      }
      if (wanted.isFloating()) {
        add(wanted, given.dequantised());
        if (!decided && decides(wanted)) {
          addDecisions(wanted, given.dequantised());
          decided = true;
        }
      }
    }
  }

  /**
   * Adds one output of one sample.
   *
   * @param expected of a floating type
   * @param actual dequantised, same cells
   */
  void add(TensorData expected, double[] actual) {
    double[] wanted = expected.doubles();
    if (wanted.length != actual.length) {
      throw new IllegalArgumentException(wanted.length + " values expected, got " + actual.length);
    }
    for (int i = 0; i < wanted.length; i++) {
      double error = wanted[i] - actual[i];
      squaredErrors += error * error;
      squares += wanted[i] * wanted[i];
      absoluteErrors += Math.abs(error);
      largest = Math.max(largest, Math.abs(error));
    }
    cells += wanted.length;
  }

  /** Adds the decisions of one sample: argmax over the last axis, the first of equals. */
  void addDecisions(TensorData expected, double[] actual) {
    int length = expected.shape()[expected.rank() - 1];
    double[] wanted = expected.doubles();
    for (int from = 0; from < wanted.length; from += length) {
      decisions++;
      if (argmax(wanted, from, length) == argmax(actual, from, length)) {
        agreements++;
      }
    }
  }

  static int argmax(double[] values, int from, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /** Whether an output makes decisions: more than one value along its last axis. */
  private static boolean decides(TensorData output) {
    return output.rank() > 0 && output.shape()[output.rank() - 1] > 1;
  }

  /** Agreement of argmax, 0 to 1; empty if no output makes decisions. */
  OptionalDouble top1() {
    return decisions == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) agreements / decisions);
  }

  /** Empty if there is no floating output, or all expected values are 0 and some is missed. */
  OptionalDouble relRms() {
    if (cells == 0 || (squares == 0 && squaredErrors > 0)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(squaredErrors == 0 ? 0 : Math.sqrt(squaredErrors / squares));
  }

  OptionalDouble maxAbs() {
    return cells == 0 ? OptionalDouble.empty() : OptionalDouble.of(largest);
  }

  OptionalDouble meanAbs() {
    return cells == 0 ? OptionalDouble.empty() : OptionalDouble.of(absoluteErrors / cells);
  }
}
