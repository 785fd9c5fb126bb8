package dev.vouch.circuits.lowering.recipe.tree;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.IntegerRounding;
import dev.vouch.circuits.tree.Grid;

/**
 * Features as integers that the model casts to floating-point numbers before it compares them: its
 * thresholds are moved to where the integers' numbers pass them.
 *
 * @param range of the integers
 */
record RoundedGrid(IntegerRounding rounding, Interval range) implements Grid {
  @Override
  public long atMost(double threshold) {
    return rounding.atMost(threshold, range);
  }

  @Override
  public long below(double threshold) {
    return rounding.below(threshold, range);
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
