package dev.vouch.circuits.report;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.Execution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares outputs with what is expected, cell by cell, against the errors that {@link ErrorBound}
 * predicts. Integers and booleans have to be exact.
 *
 * <p>A prediction holds for the worst case of every rounding, and grows with the depth of a
 * network. Where it says less than that, or there is none, a real value may be off by {@value
 * #MOST_SHARE} of the output's largest expected value. Not thread-safe.
 */
public final class BoundMeter {
  /** Largest error of a real output that is ever allowed, in units of its largest value. */
  public static final double MOST_SHARE = 0.01;

  private final Map<String, Output> outputs = new LinkedHashMap<>();

  /** Adds one run. */
  public void add(Map<String, TensorData> expected, Execution execution) {
    Optional<ErrorBound> predicted = ErrorBound.of(execution);
    execution
        .outputs()
        .forEach(
            (name, actual) -> {
              TensorData wanted = expected.get(name);
              if (wanted == null || wanted.size() != actual.integers().length) {
                throw new IllegalArgumentException("'" + name + "' is not as expected: " + wanted);
              }
              outputs
                  .computeIfAbsent(name, missing -> new Output(wanted.isFloating()))
                  .add(wanted, actual, predicted.map(bound -> bound.of(actual.port())));
            });
  }

  /** What was found of each output by now, in order. */
  public List<OutputBound> outputs() {
    return outputs.entrySet().stream()
        .map(output -> output.getValue().bound(output.getKey()))
        .toList();
  }

  /** Expected values were computed in their own type: two of its relative steps. */
  public static double precision(DataType type) {
    return switch (type) {
      case FLOAT16 -> Math.scalb(1.0, -9);
      case BFLOAT16 -> Math.scalb(1.0, -6);
      default -> Math.scalb(1.0, -22);
    };
  }

  private static final class Output {
    private final boolean real;
    private double largestValue;
    private double largestError;
    private double largestPrediction;
    private long beyond;

    Output(boolean real) {
      this.real = real;
    }

    void add(TensorData wanted, Execution.PortValue actual, Optional<double[]> predicted) {
      double[] y = actual.dequantised();
      double largest = 0;
      for (int cell = 0; cell < y.length; cell++) {
        largest = Math.max(largest, Math.abs(wanted.doubleAt(cell)));
      }
      double rounding = real ? precision(wanted.type()) * largest : 0;
      double[] bounds = predicted.orElse(null);
      for (int cell = 0; cell < y.length; cell++) {
        double error = Math.abs(y[cell] - wanted.doubleAt(cell));
        double bound =
            !real ? 0 : bounds == null ? Double.POSITIVE_INFINITY : bounds[cell] + rounding;
        largestPrediction = Math.max(largestPrediction, bound);
        largestError = Math.max(largestError, error);
        beyond += Double.isFinite(error) && error <= bound ? 0 : 1;
      }
      largestValue = Math.max(largestValue, largest);
    }

    OutputBound bound(String name) {
      double bound = largestPrediction;
      if (real && (largestValue > 0 || Double.isInfinite(bound))) {
        bound = Math.min(bound, MOST_SHARE * largestValue);
      }
      return new OutputBound(name, bound, largestError, beyond);
    }
  }
}
