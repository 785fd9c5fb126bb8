package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;

/**
 * An ONNX operator: shape inference and evaluation. Implementations have no state and handle every
 * opset form from {@link #sinceOpset} on.
 *
 * <p>{@code infer} and {@code evaluate} throw {@link dev.vouch.circuits.node.InvalidNodeException}
 * or {@link dev.vouch.circuits.data.InvalidShapeException} for a node that breaks the operator's
 * definition, and {@link dev.vouch.circuits.node.UnsupportedNodeException} for a valid one that
 * vouch cannot handle.
 */
public interface Operator {
  /** Why an operator that is not {@link Lowered} cannot be part of a circuit. */
  String ONLY_FOLDED = "it is not supported on values that depend on the model's input";

  /** Operator type, such as {@code Conv}. */
  String type();

  /** Operator domain; empty for ai.onnx. */
  default String domain() {
    return "";
  }

  /** First opset version of the domain whose form of this operator is understood. */
  default int sinceOpset() {
    return 1;
  }

  /**
   * The node as nodes in order that need less: without an attribute that later opsets dropped, for
   * example. They define the node's outputs. Called before all other methods; these see the result
   * only.
   */
  default List<Node> rewritten(Node node, Inference inputs) {
    return List.of(node);
  }

  /** Whether it may depend on the network's inputs. */
  default boolean inCircuits() {
    return false;
  }

  /** Types and shapes of the outputs, one entry for each of {@link Node#outputs()}. */
  List<ValueInfo> infer(Node node, Inference inputs);

  /**
   * The outputs, one entry for each of {@link Node#outputs()}: ONNX's semantics, floating types in
   * double arithmetic without rounding in between.
   */
  List<TensorData> evaluate(Node node, Operands inputs);

  /**
   * Whether the outputs follow from what is known before any input arrives: by default, whether all
   * inputs are constant. An operator that reads only shapes knows more.
   */
  default boolean foldable(Node node, Inference inputs) {
    return inputs.allConstant();
  }

  /** Whether the outputs follow from the shapes of the inputs alone. */
  default boolean readsOnlyShapes() {
    return false;
  }

  /** The outputs of a {@linkplain #foldable foldable} node. */
  default List<TensorData> fold(Node node, Inference inputs) {
    return evaluate(node, inputs.constants());
  }

  /**
   * Whether the first output is the first input, unchanged in type and shape: the node can be left
   * out where its other outputs are not needed.
   *
   * @param first type and shape of the first input
   */
  default boolean passesOn(Node node, ValueInfo first) {
    return false;
  }

  /**
   * Whether every cell of its results is a cell of one of its floating-point operands, whatever
   * those hold.
   */
  default boolean movesCells() {
    return false;
  }

  /** Whether every cell of its results is a cell of one of its operands, or of a constant, or 0. */
  default boolean choosesCells() {
    return movesCells();
  }

  /**
   * Whether it can take its computed operands as places among all numbers of their type: it does
   * nothing with them but to compare them with thresholds, or takes the places apart itself.
   *
   * @param inputs types and shapes of the operands, and those that are constant
   */
  default boolean takesPlaces(Node node, Inference inputs) {
    return false;
  }

  /**
   * Whether its results jump where an operand passes a threshold that is known, so that the least
   * error of an operand may change them.
   *
   * @param inputs types and shapes of the operands, and those that are constant
   */
  default boolean decides(Node node, Inference inputs) {
    return false;
  }

  /** Number of multiply-accumulate operations of a matrix product or convolution; 0 for others. */
  default long macs(Node node, Inference inputs) {
    return 0;
  }
}
