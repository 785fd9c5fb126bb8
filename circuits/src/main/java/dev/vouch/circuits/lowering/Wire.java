package dev.vouch.circuits.lowering;

import dev.vouch.circuits.view.View;

/**
 * A value of the graph during lowering: integers of a program tensor seen through a view. The value
 * is integer · 2^-scaleExponent.
 *
 * @param tensor program tensor
 */
public record Wire(int tensor, View view, int scaleExponent) {
  /** The same integers seen through another view. */
  public Wire through(View other) {
    return new Wire(tensor, other, scaleExponent);
  }
}
