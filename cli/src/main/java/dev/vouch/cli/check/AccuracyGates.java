package dev.vouch.cli.check;

import dev.vouch.circuits.report.AccuracyReport;
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

  /** Checks the bounds themselves. */
  void require() throws CommandException {
    if (minTop1 != null && !(minTop1 >= 0 && minTop1 <= 1)) {
      throw CommandException.usage(
          "a share of " + minTop1 + " cannot be reached; --min-top1; give 0 to 1");
    }
  }

  /** What a measurement makes of the gates. A measure that does not exist misses its gate. */
  Verdict verdict(AccuracyReport report) {
    List<String> missed = new ArrayList<>();
    OptionalDouble top1 = report.top1();
    if (minTop1 != null && !(top1.isPresent() && top1.getAsDouble() >= minTop1)) {
      missed.add("top1 is " + text(top1) + ", at least " + minTop1 + " was asked for");
    }
    atMost(missed, "relRms", report.overall().relRms(), maxRelRms);
    atMost(missed, "maxAbs", report.overall().maxAbs(), maxAbs);
    long gates = Stream.of(minTop1, maxRelRms, maxAbs).filter(Objects::nonNull).count();
    return new Verdict((int) gates, missed);
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
