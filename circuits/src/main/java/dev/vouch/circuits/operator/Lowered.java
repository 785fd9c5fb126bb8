package dev.vouch.circuits.operator;

import dev.vouch.circuits.lowering.ChannelAffine;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import java.util.Optional;

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
  void lower(Node node, LoweringContext context);

  /**
   * Says what factors on slices of the operands and results of the node do to one another; by
   * default they have none.
   *
   * @param inputs as far as they are known; those of constant operands are
   */
  default void factors(Node node, Inference inputs, SliceFactors factors) {}

  /**
   * How the results depend on the computed operands; {@code AFFINE} only for one result.
   *
   * @param inputs as far as they are known; those of constant operands are
   */
  default Linearity linearity(Node node, Inference inputs) {
    return Linearity.NONE;
  }

  /**
   * How exactly an operand has to be known for the results to be as exact as their readers need
   * them, or for their large cells not to be off. By default what readers need of a linear result
   * is needed of its operands.
   *
   * @param operand number of a computed operand of real numbers
   * @param seen of the operands and results
   * @param results what is needed of the results
   */
  default Tolerance tolerance(
      Node node, Inference inputs, int operand, Magnitudes seen, Tolerance results) {
    return linearity(node, inputs) == Linearity.NONE ? Tolerance.NONE : results;
  }

  /**
   * The clamp of the first input that the node is, if it is one: what it reads needs no room beyond
   * the values it lets through.
   */
  default Optional<Clamp> clamp(Node node, Inference inputs) {
    return Optional.empty();
  }

  /**
   * The affine function of the first input's channels that the node is, if it is one whose factors
   * and shifts are known: a linear layer before it takes it in.
   */
  default Optional<ChannelAffine> affine(Node node, Inference inputs) {
    return Optional.empty();
  }

  @Override
  default boolean inCircuits() {
    return true;
  }
}
