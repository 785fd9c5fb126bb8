package dev.vouch.circuits.report;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares one network output, sample by sample. Not thread-safe. */
final class OutputMeter {
  private final String name;
  private final ValueInfo info;
  private final ErrorSums errors = new ErrorSums();
  private final @Nullable DecisionMeter decisions;

  OutputMeter(String name, ValueInfo info) {
    this.name = name;
    this.info = info;
    this.decisions =
        DecisionMeter.decides(info) ? new DecisionMeter(info.shape()[info.rank() - 1]) : null;
  }

  void add(int sample, TensorData expected, double[] actual, @Nullable TensorData labels) {
    double[] wanted = expected.toDoubles();
    errors.add(wanted, actual);
    if (decisions != null) {
      decisions.add(sample, wanted, actual, labels);
    }
  }

  OutputMetrics metrics() {
    return new OutputMetrics(
        name,
        Arrays.stream(info.shape()).boxed().toList(),
        errors.metrics(),
        decisions == null ? null : decisions.metrics());
  }
}
