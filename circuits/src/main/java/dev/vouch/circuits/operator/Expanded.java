package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;

/**
 * An operator that import replaces by others, so that no graph holds it: a composition of other
 * operators, a function of the model, or control flow that is decided beforehand.
 */
public interface Expanded extends Operator {
  /**
   * Adds the nodes that compute the node's outputs, and says which values these are. All types and
   * shapes of the inputs are known.
   *
   * @throws dev.vouch.circuits.node.InvalidNodeException for a node that breaks the operator's
   *     definition
   * @throws dev.vouch.circuits.node.UnsupportedNodeException for a valid one that cannot be
   *     expanded
   */
  void expand(Node node, Expansion expansion);

  /** Never called: there is no such node any more. */
  @Override
  default List<ValueInfo> infer(Node node, Inference inputs) {
    throw new IllegalStateException(node + " is not expanded");
  }

  /** Never called: there is no such node any more. */
  @Override
  default List<TensorData> evaluate(Node node, Operands inputs) {
    throw new IllegalStateException(node + " is not expanded");
  }

  @Override
  default boolean inCircuits() {
    return true;
  }
}
