package dev.vouch.cli.check;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.OutputMetrics;
import dev.vouch.cli.report.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a network must be where no gate is stated: of use. Predicted bounds alone do not say so.
 * They leave out what is cut off, and say nothing where they are as large as the values themselves.
 */
final class LeastAccuracy {
  /** Of outputs that are as far off as this, half is error. */
  private static final double LARGEST_REL_RMS = 0.5;

  private LeastAccuracy() {}

  /**
   * Why a network is of no use; empty if it may be.
   *
   * @param keepsRange whether calibration left room for all that the report was measured on, so
   *     that what is cut off is wrong by more than that room
   * @param undecided outputs that may be far off for they depend on choices at ties
   */
  static List<String> missed(
      AccuracyReport report, boolean keepsRange, Predicate<String> undecided) {
    List<String> missed = new ArrayList<>();
    if (keepsRange) {
      report.cutOff().stream().map(CutOff::where).map(LeastAccuracy::cutOff).forEach(missed::add);
    }
    report.outputs().stream()
        .filter(OutputMetrics::real)
        .filter(output -> output.errors().relRms().orElse(0) > LARGEST_REL_RMS)
        .filter(output -> !undecided.test(output.name()))
        .map(LeastAccuracy::far)
        .forEach(missed::add);
    return missed;
  }

  private static String cutOff(String where) {
    return where
        + ": values are cut off on the data of the calibration itself, so they are wrong by more than"
        + " all that was seen of them";
  }

  private static String far(OutputMetrics output) {
    return "relRms of output '"
        + output.name()
        + "' is "
        + Measure.text(output.errors().relRms())
        + ", so much of it is error that no other gate is needed to tell";
  }
}
