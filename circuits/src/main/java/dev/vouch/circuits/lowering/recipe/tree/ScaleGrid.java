package dev.vouch.circuits.lowering.recipe.tree;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.tree.Grid;

/**
 * Features as integers at a scale: comparisons are exact for the numbers that the integers stand
 * for.
 *
 * @param scaleExponent a feature is integer · 2^-scaleExponent
 * @param range of the integers
 */
record ScaleGrid(int scaleExponent, Interval range) implements Grid {
  @Override
  public long atMost(double threshold) {
    return Double.isNaN(threshold) ? range.lo() - 1 : clamped(Math.floor(scaled(threshold)));
  }

  @Override
  public long below(double threshold) {
    return Double.isNaN(threshold) ? range.lo() - 1 : clamped(Math.ceil(scaled(threshold)) - 1);
  }

  private double scaled(double threshold) {
    return Math.scalb(threshold, scaleExponent);
  }

  private long clamped(double integer) {
    return (long) Math.max(range.lo() - 1, Math.min(range.hi(), integer));
  }

  @Override
  public long greatestNumber() {
    return range.hi();
  }

  @Override
  public long aboveAll() {
    return range.hi();
  }

  @Override
  public boolean hasMissing() {
    return false;
  }
}
