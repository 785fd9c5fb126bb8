package dev.vouch.circuits.integer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which ONNX nodes a primitive computes: several where they are fused. Not part of the key: nothing
 * is proven about it.
 *
 * @param nodes in the graph's order, at most {@value #MAX_NODES}; empty for a primitive that only
 *     shows a network input or a constant
 */
public record Origin(List<NodeRef> nodes) {
  /** Most nodes that are kept; of more, the last. */
  public static final int MAX_NODES = 8;

  /** No node. */
  public static final Origin NONE = new Origin(List.of());

  public Origin {
    if (nodes.size() > MAX_NODES) {
      throw new IllegalArgumentException(nodes.size() + " nodes, at most " + MAX_NODES);
    }
    nodes = List.copyOf(nodes);
  }

  /** One node. */
  public static Origin of(NodeRef node) {
    return new Origin(List.of(node));
  }

  /** These nodes, then those of the other origin. */
  public Origin then(Origin other) {
    Set<NodeRef> all = new LinkedHashSet<>(nodes);
    other.nodes.forEach(all::remove);
    all.addAll(other.nodes);
    List<NodeRef> joined = new ArrayList<>(all);
    return new Origin(joined.subList(Math.max(0, joined.size() - MAX_NODES), joined.size()));
  }

  /** {@code conv1 (Conv) + relu1 (Relu)}. */
  @Override
  public String toString() {
    return nodes.isEmpty()
        ? "no node"
        : nodes.stream().map(NodeRef::toString).collect(Collectors.joining(" + "));
  }
}
