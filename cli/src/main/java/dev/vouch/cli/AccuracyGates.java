package dev.vouch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
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

  /** The gates that are missed, in words. A measure that does not exist misses its gate. */
  List<String> missed(Accuracy accuracy) {
    List<String> missed = new ArrayList<>();
    OptionalDouble top1 = accuracy.top1();
    if (minTop1 != null && !(top1.isPresent() && top1.getAsDouble() >= minTop1)) {
      missed.add("top1 is " + text(top1) + ", at least " + minTop1 + " was asked for");
    }
    atMost(missed, "relRms", accuracy.relRms(), maxRelRms);
    atMost(missed, "maxAbs", accuracy.maxAbs(), maxAbs);
    return missed;
  }

  private static void atMost(
      List<String> missed, String name, OptionalDouble measure, @Nullable Double bound) {
    if (bound != null && !(measure.isPresent() && measure.getAsDouble() <= bound)) {
      missed.add(name + " is " + text(measure) + ", at most " + bound + " was asked for");
    }
  }

  private static String text(OptionalDouble measure) {
    return measure.isPresent()
        ? String.format(Locale.ROOT, "%.6g", measure.getAsDouble())
        : "undefined";
  }
}
