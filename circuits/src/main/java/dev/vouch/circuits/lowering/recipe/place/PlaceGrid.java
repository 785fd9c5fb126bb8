package dev.vouch.circuits.lowering.recipe.place;

import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.tree.Grid;

/** Numbers as their places among all of their type: every comparison is exact. Thread-safe. */
public record PlaceGrid(FloatOrder order) implements Grid {
  @Override
  public long atMost(double threshold) {
    return order
        .atMost(threshold)
        .orElseThrow(
            () ->
                new UnsupportedNodeException(
                    "threshold "
                        + threshold
                        + " is too large or too small: of doubles those from 2^-128 to"
                        + " 2^127 are told apart"));
  }

  @Override
  public long below(double threshold) {
    long place = atMost(threshold);
    return order.number(place) == threshold ? place - 1 : place;
  }

  @Override
  public long greatestNumber() {
    return order.infinity();
  }

  @Override
  public long aboveAll() {
    return order.range().hi();
  }

  @Override
  public boolean hasMissing() {
    return true;
  }
}
