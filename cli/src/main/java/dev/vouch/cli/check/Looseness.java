package dev.vouch.cli.check;

import dev.vouch.cli.report.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How many times the errors the predicted bounds are, over the cases of a suite that are not exact;
 * values that depend on a choice at a tie are left out.
 *
 * @param mean arithmetic
 */
record Looseness(OptionalDouble mean, OptionalDouble geometricMean) {
  static Looseness of(List<CaseResult> cases) {
    double[] factors =
        cases.stream().flatMapToDouble(result -> result.looseness().stream()).toArray();
    OptionalDouble logarithm = Arrays.stream(factors).map(Math::log).average();
    return new Looseness(
        Arrays.stream(factors).average(),
        logarithm.isPresent()
            ? OptionalDouble.of(Math.exp(logarithm.getAsDouble()))
            : OptionalDouble.empty());
  }

  String text() {
    return "predicted bounds are "
        + Measure.brief(mean)
        + " times the errors in the mean, "
        + Measure.brief(geometricMean)
        + " times in the geometric mean";
  }
}
