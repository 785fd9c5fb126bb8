package dev.vouch.cli.accuracy;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.report.AccuracyMeter;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Reporting;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Samples that a network's accuracy is measured on.
 *
 * @param count how many samples are run
 * @param data inputs of a sample
 * @param expected outputs of a sample that the integers are compared with; null: those of the
 *     network in floating point
 * @param labels right classes, samples along the first axis; null if there are none
 */
public record AccuracyRun(
    int count,
    IntFunction<Map<String, TensorData>> data,
    @Nullable IntFunction<Map<String, TensorData>> expected,
    @Nullable TensorData labels) {
  public AccuracyReport measure(Compilation compilation, Reporting reporting) {
    AccuracyMeter meter = new AccuracyMeter(compilation);
    try (ProgressBar progress = reporting.progress()) {
      for (int i = 0; i < count; i++) {
        progress.show("running", i, count);
        meter.add(
            data.apply(i),
            expected == null ? null : expected.apply(i),
            labels == null ? null : labels.sample(i));
      }
    }
    return meter.report();
  }
}
