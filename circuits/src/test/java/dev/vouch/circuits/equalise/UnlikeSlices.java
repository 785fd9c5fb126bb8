package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;

/** A network with slices of unlike size. */
interface UnlikeSlices {
  Graph graph();

  /** Whether the input's slices along axis 1 are of unlike size. */
  boolean sized();
}
