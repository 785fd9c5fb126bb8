package dev.vouch.circuits.report;

import dev.vouch.circuits.integer.NodeRef;
import java.util.OptionalInt;

/**
 * How often values were cut off because integers have a width.
 *
 * @param node ONNX node, or a network input as an operator {@code input}
 * @param cells values that could have been cut off, over all samples
 * @param saturated values that were
 * @param firstSample the first sample in which some were, from 0; empty if none
 */
public record SaturationMetrics(NodeRef node, long cells, long saturated, OptionalInt firstSample) {
  /** Share of values that were cut off, 0 to 1. */
  public double share() {
    return cells == 0 ? 0 : (double) saturated / cells;
  }
}
