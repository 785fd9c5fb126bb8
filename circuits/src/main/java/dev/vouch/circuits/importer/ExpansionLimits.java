package dev.vouch.circuits.importer;

import dev.vouch.circuits.node.UnsupportedNodeException;

/**
 * Bounds on what expansions make of a model: a small file can ask for much by functions that call
 * others twice, or by loops. Not thread-safe.
 */
final class ExpansionLimits {
  private static final int MAX_NODES = 50_000;
  private static final int MAX_DEPTH = 40;

  private int nodes;
  private int depth;

  /** Counts one more node. */
  void addNode() {
    if (nodes == MAX_NODES) {
      throw new UnsupportedNodeException(
          "what the model's functions, loops and composed operators stand for has more than "
              + MAX_NODES
              + " nodes");
    }
    nodes++;
  }

  /** Goes into an expansion; each call needs one of {@link #leave}. */
  void enter() {
    if (depth == MAX_DEPTH) {
      throw new UnsupportedNodeException(
          "functions and subgraphs lie more than " + MAX_DEPTH + " deep in one another");
    }
    depth++;
  }

  void leave() {
    depth--;
  }
}
