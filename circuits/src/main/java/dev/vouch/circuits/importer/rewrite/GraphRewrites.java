package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.graph.Graph;

/** All rewrites, in the order in which one makes the next possible. */
public final class GraphRewrites {
  private GraphRewrites() {}

  /**
   * The same network with fewer or plainer nodes. Nodes and constants that nothing reads any more
   * are still there.
   *
   * @param graph of supported nodes
   */
  public static Graph of(Graph graph) {
    return MaxPoolPadding.rewritten(SoftmaxMasks.rewritten(WrittenOutSoftmax.rewritten(graph)));
  }
}
