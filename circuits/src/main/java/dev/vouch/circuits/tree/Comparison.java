package dev.vouch.circuits.tree;

import java.util.Locale;
import java.util.Optional;

/** How a node compares a feature with its threshold; the number is TreeEnsemble's of opset 5. */
public enum Comparison {
  LEQ,
  LT,
  GTE,
  GT,
  EQ,
  NEQ,
  /** One of several thresholds. */
  MEMBER;

  private static final String PREFIX = "BRANCH_";

  /** The comparison of an attribute's text, such as {@code BRANCH_LEQ}. */
  public static Optional<Comparison> of(String mode) {
    for (Comparison comparison : values()) {
      if ((PREFIX + comparison).equals(mode.toUpperCase(Locale.ROOT))) {
        return Optional.of(comparison);
      }
    }
    return Optional.empty();
  }

  /** Whether it holds; of NaN only {@code NEQ} does. {@code MEMBER} has no single threshold. */
  boolean holds(double feature, double threshold) {
    return switch (this) {
      case LEQ -> feature <= threshold;
      case LT -> feature < threshold;
      case GTE -> feature >= threshold;
      case GT -> feature > threshold;
      case EQ, MEMBER -> feature == threshold;
      case NEQ -> feature != threshold;
    };
  }
}
