package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;

/**
 * An operator that can be part of a circuit. The others only see values that are known before any
 * input arrives.
 */
public interface Lowered extends Operator {
  /**
   * Builds the node's part of the integer program: reads the wires of its inputs and binds its
   * outputs. Called for nodes that are not folded.
   *
   * @throws dev.vouch.circuits.node.UnsupportedNodeException if the node cannot be part of a
   *     circuit
   */
  void lower(Node node, Lowering lowering);
}
