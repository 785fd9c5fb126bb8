package dev.vouch.circuits.score;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scored.
 *
 * @param k of {@link Metric#TOP_K}: how many classes count as found; else 1
 * @param output the network's output that is compared; null: the one that suits the metric
 * @param leastClasses labels below this are classes even where the network does not say how many it
 *     has: one that gives labels and no scores
 * @param groups into how many groups of rows a score is divided, by a further input; absent: none
 */
public record ScoreOptions(
    Metric metric, int k, @Nullable String output, int leastClasses, OptionalInt groups) {
  /** A metric of all rows together. */
  public static ScoreOptions of(Metric metric) {
    return new ScoreOptions(metric, 1, null, 1, OptionalInt.empty());
  }

  /** With another k. */
  public ScoreOptions withK(int other) {
    return new ScoreOptions(metric, other, output, leastClasses, groups);
  }

  /** Of a certain output. */
  public ScoreOptions withOutput(@Nullable String other) {
    return new ScoreOptions(metric, k, other, leastClasses, groups);
  }

  /** With at least so many classes. */
  public ScoreOptions withLeastClasses(int classes) {
    return new ScoreOptions(metric, k, output, classes, groups);
  }

  /** Divided into groups. */
  public ScoreOptions withGroups(int count) {
    return new ScoreOptions(metric, k, output, leastClasses, OptionalInt.of(count));
  }
}
