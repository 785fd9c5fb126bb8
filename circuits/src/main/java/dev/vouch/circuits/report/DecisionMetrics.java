package dev.vouch.circuits.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Agreement of decisions: of the position of the greatest value along an output's last axis.
 *
 * @param count decisions that were compared
 * @param agreeing how many of them are the same
 * @param ranked whether there are enough classes for {@link #top5} to mean something
 * @param agreeingInTop5 how many expected decisions are among the five greatest integer results
 * @param flips those that differ, the first {@value #MOST_FLIPS}
 * @param largestGap the largest gap of a flip; 0 if there is none
 * @param labels agreement with the labels, if there are any
 */
public record DecisionMetrics(
    long count,
    long agreeing,
    boolean ranked,
    long agreeingInTop5,
    List<Flip> flips,
    double largestGap,
    LabelMetrics labels) {
  /** Most flips that are kept. */
  public static final int MOST_FLIPS = 20;

  /** With fewer classes the five greatest are no selection. */
  public static final int LEAST_CLASSES_FOR_TOP5 = 10;

  public DecisionMetrics {
    flips = List.copyOf(flips);
  }

  /** Share of equal decisions, 0 to 1; empty if there are none. */
  public OptionalDouble top1() {
    return share(agreeing, count);
  }

  /**
   * Share of expected decisions among the five greatest results; empty for fewer than 10 classes.
   */
  public OptionalDouble top5() {
    return ranked ? share(agreeingInTop5, count) : OptionalDouble.empty();
  }

  /**
   * How often decisions are right.
   *
   * @param count labelled decisions; 0 without labels
   * @param expectedRight how often the reference is right
   * @param actualRight how often the integers are right
   */
  public record LabelMetrics(long count, long expectedRight, long actualRight) {
    /** Accuracy of the reference, 0 to 1; empty without labels. */
    public OptionalDouble expectedAccuracy() {
      return share(expectedRight, count);
    }

    /** Accuracy of the integers, 0 to 1; empty without labels. */
    public OptionalDouble actualAccuracy() {
      return share(actualRight, count);
    }
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
