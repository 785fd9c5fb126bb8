package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.NodeRef;

/**
 * How many results of a node were cut off because they left the integers that calibration chose for
 * them; holds none of the values.
 *
 * @param count how many were cut off
 * @param size how many could have been
 */
public record SaturatedNode(NodeRef node, long count, long size) implements CutOffValues {
  @Override
  public SaturatedNode with(long newCount, long newSize) {
    return new SaturatedNode(node, newCount, newSize);
  }

  @Override
  public String where() {
    return "node " + node;
  }

  @Override
  public String text() {
    return where()
        + ": "
        + count
        + " of "
        + size
        + " values saturate; the result is about the saturated values; calibrate on inputs like this";
  }
}
