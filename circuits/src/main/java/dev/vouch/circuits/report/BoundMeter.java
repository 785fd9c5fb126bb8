package dev.vouch.circuits.report;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.program.Execution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Compares outputs with what is expected, cell by cell, against the errors that {@link ErrorBound}
 * predicts. Integers and booleans have to be exact unless they follow from real numbers at a tie.
 *
 * <p>Bounds hold for the worst case of all roundings. Where that is more than {@value #CLOSE} of an
 * output's largest value, as it is of deep networks, a value has to be within the estimate as well,
 * unless it depends on a choice at a tie: such errors are all or none. Not thread-safe.
 */
public final class BoundMeter {
  /** Bounds up to here, in units of an output's largest value, say enough by themselves. */
  public static final double CLOSE = 0x1p-10;

  private final Compilation compilation;
  private final Map<String, Output> outputs = new LinkedHashMap<>();

  /** A meter that has seen no run. */
  public BoundMeter(Compilation compilation) {
    this.compilation = compilation;
  }

  /** What is predicted for a run, and what were if no choice at a tie were wrong. */
  private record Prediction(ErrorBound all, ErrorBound decided) {
    Prediction(ErrorBound all) {
      this(all, all.decided());
    }
  }

  /** Adds one run, of those inputs. */
  public void add(
      Map<String, TensorData> inputs, Map<String, TensorData> expected, Execution execution) {
    ErrorBound bound = ErrorBound.of(compilation, inputs, execution);
    Prediction worst = new Prediction(bound);
    Prediction estimate = null;
    for (Map.Entry<String, Execution.PortValue> output : execution.outputs().entrySet()) {
      String name = output.getKey();
      Execution.PortValue actual = output.getValue();
      TensorData wanted = expected.get(name);
      if (wanted == null || wanted.size() != actual.integers().length) {
        throw new IllegalArgumentException("'" + name + "' is not as expected: " + wanted);
      }
      Predicted bounds = new Predicted(worst, actual.port());
      boolean close = !wanted.isFloating() || bounds.largest() <= CLOSE * largest(wanted);
      if (!close && estimate == null) {
        estimate = new Prediction(bound.estimate());
      }
      Predicted estimates =
          close || estimate == null ? null : new Predicted(estimate, actual.port());
      outputs.computeIfAbsent(name, missing -> new Output()).add(wanted, actual, bounds, estimates);
    }
  }

  private static double largest(TensorData wanted) {
    double largest = 0;
    for (int cell = 0; cell < wanted.size(); cell++) {
      largest = Math.max(largest, Math.abs(wanted.doubleAt(cell)));
    }
    return largest;
  }

  /** Largest errors of an output's cells. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Predicted(double[] all, double[] decided) {
    Predicted(Prediction prediction, NetworkPort port) {
      this(prediction.all().of(port), prediction.decided().of(port));
    }

    double largest() {
      return Arrays.stream(all).max().orElse(0);
    }

    boolean undecided(int cell) {
      return all[cell] > decided[cell];
    }
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
    private double largestError;
    private double largestBound;
    private double largestEstimate;
    private double decidedErrors;
    private double decidedBounds;
    private double leastErrors;
    private long beyond;
    private long undecided;

    void add(
        TensorData wanted,
        Execution.PortValue actual,
        Predicted bounds,
        @Nullable Predicted estimates) {
      double[] y = actual.dequantised();
      double ofType = wanted.isFloating() ? precision(wanted.type()) * largest(wanted) : 0;
      for (int cell = 0; cell < y.length; cell++) {
        double error = Math.abs(y[cell] - wanted.doubleAt(cell));
        double bound = bounds.all()[cell] + ofType;
        double allowed = bound;
        if (estimates != null) {
          double estimate = estimates.all()[cell] + ofType;
          largestEstimate = Math.max(largestEstimate, estimate);
          allowed = estimates.undecided(cell) ? bound : Math.min(bound, estimate);
        }
        largestBound = Math.max(largestBound, bound);
        largestError = Math.max(largestError, error);
        beyond += Double.isFinite(error) && error <= allowed ? 0 : 1;
        undecided += (estimates == null ? bounds : estimates).undecided(cell) ? 1 : 0;
        if (!bounds.undecided(cell)) {
          decidedBounds += bound;
          decidedErrors += error;
          leastErrors += Math.scalb(ErrorBound.ROUNDING / 2, -actual.scaleExponent(cell));
        }
      }
    }

    OutputBound bound(String name) {
      return new OutputBound(
          name,
          largestBound,
          largestEstimate == 0 ? OptionalDouble.empty() : OptionalDouble.of(largestEstimate),
          largestError,
          beyond,
          undecided,
          looseness());
    }

    private OptionalDouble looseness() {
      return decidedErrors > 0
          ? OptionalDouble.of(decidedBounds / Math.max(decidedErrors, leastErrors))
          : OptionalDouble.empty();
    }
  }
}
