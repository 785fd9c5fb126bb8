package dev.vouch.cli.check;

import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.accuracy.Verdict;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.report.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Bounds on the accuracy of a model; those that are not given do not count. */
final class AccuracyGates {
  @Option(
      names = "--min-top1",
      paramLabel = "P",
      description = "Least share of samples whose largest output is the expected one, 0 to 1.")
  private @Nullable Double minTop1;

  @Option(
      names = "--max-rel-rms",
      paramLabel = "E",
      description = "Largest error relative to the expected outputs, both as root mean squares.")
  private @Nullable Double maxRelRms;

  @Option(names = "--max-abs", paramLabel = "E", description = "Largest error of any value.")
  private @Nullable Double maxAbs;

  /** None, to be set by options. */
  AccuracyGates() {}

  /** Those that are not null. */
  AccuracyGates(@Nullable Double minTop1, @Nullable Double maxRelRms, @Nullable Double maxAbs) {
    this.minTop1 = minTop1;
    this.maxRelRms = maxRelRms;
    this.maxAbs = maxAbs;
  }

  /** The largest error of any value; null if no bound on it is given. */
  @Nullable Double maxAbs() {
    return maxAbs;
  }

  /** Whether there is any. */
  boolean areGiven() {
    return count() > 0;
  }

  private int count() {
    return (int) Stream.of(minTop1, maxRelRms, maxAbs).filter(Objects::nonNull).count();
  }

  /** Checks the bounds themselves. */
  void require() throws CommandException {
    if (minTop1 != null && !(minTop1 >= 0 && minTop1 <= 1)) {
      throw CommandException.usage(
          "a share of " + minTop1 + " cannot be reached; --min-top1; give 0 to 1");
    }
  }

  /**
   * What a measurement makes of the gates: they hold for all outputs together, for each output, and
   * for each slice along each of its axes. A measure that does not exist misses its gate.
   */
  Verdict verdict(AccuracyReport report) {
    List<String> missed = new ArrayList<>();
    if (minTop1 != null) {
      top1(missed, report, minTop1);
    }
    atMost(missed, "relRms", report.overall().relRms(), maxRelRms);
    atMost(missed, "maxAbs", report.overall().maxAbs(), maxAbs);
    for (OutputMetrics output : report.outputs()) {
      String of = " of output '" + output.name() + "'";
      if (report.outputs().size() > 1) {
        atMost(missed, "relRms" + of, output.errors().relRms(), maxRelRms);
        atMost(missed, "maxAbs" + of, output.errors().maxAbs(), maxAbs);
      }
      output
          .worstSlice()
          .ifPresent(
              worst -> {
                String slice = worst.name(output.shape().size());
                atMost(missed, "relRms of " + slice + of, worst.relRms(), maxRelRms);
              });
    }
    return new Verdict(count(), missed);
  }

  /** Every output that decides something has to decide as expected. */
  private static void top1(List<String> missed, AccuracyReport report, double least) {
    List<OutputMetrics> deciding =
        report.outputs().stream().filter(output -> output.decisions() != null).toList();
    if (deciding.isEmpty()) {
      missed.add(tooFew("top1", OptionalDouble.empty(), least));
    }
    for (OutputMetrics output : deciding) {
      OptionalDouble top1 = Objects.requireNonNull(output.decisions()).top1();
      if (!(top1.isPresent() && top1.getAsDouble() >= least)) {
        String of = report.outputs().size() > 1 ? " of output '" + output.name() + "'" : "";
        missed.add(tooFew("top1" + of, top1, least));
      }
    }
  }

  private static String tooFew(String name, OptionalDouble measure, double least) {
    return name + " is " + text(measure) + ", at least " + least + " was asked for";
  }

  private static void atMost(
      List<String> missed, String name, OptionalDouble measure, @Nullable Double bound) {
    if (bound != null && !(measure.isPresent() && measure.getAsDouble() <= bound)) {
      missed.add(name + " is " + text(measure) + ", at most " + bound + " was asked for");
    }
  }

  private static String text(OptionalDouble measure) {
    return measure.isPresent() ? Measure.text(measure) : "undefined for these outputs";
  }
}
