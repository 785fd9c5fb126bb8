package dev.vouch.cli.prove;

import dev.vouch.cli.report.Units;
import dev.vouch.prover.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The stages of a proof as bars, the longest stage's as wide as the chart. */
final class StageChart {
  private static final int WIDTH = 40;
  private static final String BAR = "█";

  private StageChart() {}

  /** One line a stage, in order: name, time, share of the sum, bar. */
  static String text(Map<Stage, Duration> stages) {
    long longest = 1;
    long sum = 0;
    for (Duration time : stages.values()) {
      longest = Math.max(longest, time.toNanos());
      sum += time.toNanos();
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Stage, Duration> stage : stages.entrySet()) {
      long nanos = stage.getValue().toNanos();
      String line =
          String.format(
              Locale.ROOT,
              "%-9s %9s %3.0f %%  %s",
              stage.getKey().label(),
              Units.time(nanos),
              100.0 * nanos / Math.max(1, sum),
              BAR.repeat((int) Math.round((double) WIDTH * nanos / longest)));
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
