package dev.vouch.circuits.tree;

/**
 * The integers that stand for features, and which of them a threshold tells apart. The greatest
 * integer that stands for a number may be followed by one that stands for NaN.
 */
public interface Grid {
  /** The greatest integer of numbers that are at most the threshold. */
  long atMost(double threshold);

  /** The greatest integer of numbers that are below the threshold. */
  long below(double threshold);

  /** The greatest integer that stands for a number; NaN's, if there is one, is above it. */
  long greatestNumber();

  /** An integer that no feature is above, NaN included. */
  long aboveAll();

  /** Whether a feature may be NaN. */
  boolean hasMissing();
}
