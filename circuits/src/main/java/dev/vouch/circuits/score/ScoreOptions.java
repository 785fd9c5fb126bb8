package dev.vouch.circuits.score;

import dev.vouch.circuits.data.ClassNames;
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
 * @param classNames what classes are called; {@link ClassNames#NONE}: by their numbers
 * @param groupNames what groups are called; {@link ClassNames#NONE}: by their numbers
 */
public record ScoreOptions(
    Metric metric,
    int k,
    @Nullable String output,
    int leastClasses,
    OptionalInt groups,
    ClassNames classNames,
    ClassNames groupNames) {
  /** A metric of all rows together. */
  public static ScoreOptions of(Metric metric) {
    return new ScoreOptions(
        metric, 1, null, 1, OptionalInt.empty(), ClassNames.NONE, ClassNames.NONE);
  }

  /** With another k. */
  public ScoreOptions withK(int other) {
    return new ScoreOptions(metric, other, output, leastClasses, groups, classNames, groupNames);
  }

  /** Of a certain output. */
  public ScoreOptions withOutput(@Nullable String other) {
    return new ScoreOptions(metric, k, other, leastClasses, groups, classNames, groupNames);
  }

  /** With at least so many classes. */
  public ScoreOptions withLeastClasses(int classes) {
    return new ScoreOptions(metric, k, output, classes, groups, classNames, groupNames);
  }

  /** Divided into groups. */
  public ScoreOptions withGroups(int count) {
    return new ScoreOptions(
        metric, k, output, leastClasses, OptionalInt.of(count), classNames, groupNames);
  }

  /**
   * With names of classes. They are shown where the network has as many classes; of a network that
   * gives labels alone they say how many it has.
   */
  public ScoreOptions withClassNames(ClassNames names) {
    return new ScoreOptions(metric, k, output, leastClasses, groups, names, groupNames);
  }

  /** With names of groups, which are shown where there are as many groups. */
  public ScoreOptions withGroupNames(ClassNames names) {
    return new ScoreOptions(metric, k, output, leastClasses, groups, classNames, names);
  }
}
