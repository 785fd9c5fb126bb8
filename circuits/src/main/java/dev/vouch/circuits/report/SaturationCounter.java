package dev.vouch.circuits.report;

import dev.vouch.circuits.integer.NodeRef;
import java.util.OptionalInt;

/** Counts the saturated values of a node or input, sample by sample. Not thread-safe. */
final class SaturationCounter {
  private final NodeRef node;
  private long cells;
  private long saturated;
  private int firstSample = -1;

  SaturationCounter(NodeRef node) {
    this.node = node;
  }

  void add(int sample, long newCells, long newSaturated) {
    cells += newCells;
    saturated += newSaturated;
    if (newSaturated > 0 && firstSample < 0) {
      firstSample = sample;
    }
  }

  SaturationMetrics metrics() {
    return new SaturationMetrics(
        node,
        cells,
        saturated,
        firstSample < 0 ? OptionalInt.empty() : OptionalInt.of(firstSample));
  }
}
