package dev.vouch.circuits.conformance;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.report.ErrorBound;
import java.util.Arrays;
import java.util.List;

/**
 * How far real outputs are from what is expected, and how far they may be, in units of the range
 * that each output's expected values and 0 span; 0 where there are none, or all are 0.
 *
 * @param error the largest
 * @param bound the largest that is predicted
 */
public record Exactness(double error, double bound) {
  /** Of no real output. */
  public static final Exactness NONE = new Exactness(0, 0);

  /** What the node tests ask of a bound: to mean something. */
  public static final double CLOSE = 0x1p-10;

  static Exactness of(ErrorBound bound, Execution execution, List<TensorData> expected) {
    List<Execution.PortValue> outputs = List.copyOf(execution.outputs().values());
    double mostError = 0;
    double mostBound = 0;
    for (int i = 0; i < expected.size(); i++) {
      TensorData wanted = expected.get(i);
      double[] values = wanted.toDoubles();
      double range =
          Arrays.stream(values).reduce(0, Math::max) - Arrays.stream(values).reduce(0, Math::min);
      if (wanted.isFloating() && range > 0) {
        double[] y = outputs.get(i).dequantised();
        double[] predicted = bound.of(outputs.get(i).port());
        for (int cell = 0; cell < y.length; cell++) {
          mostError = Math.max(mostError, Math.abs(y[cell] - values[cell]) / range);
          mostBound = Math.max(mostBound, predicted[cell] / range);
        }
      }
    }
    return new Exactness(mostError, mostBound);
  }
}
