package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX operator: shape inference and evaluation. Implementations have no state and handle every opset form from {@link #sinceOpset} on.
 *
 * <p>{@code infer} and {@code evaluate} throw {@link dev.vouch.circuits.node.InvalidNodeException} or {@link
 * dev.vouch.circuits.data.InvalidShapeException} for a node that breaks the operator's definition, and {@link
 * dev.vouch.circuits.node.UnsupportedNodeException} for a valid one that vouch cannot handle.
 */
public interface Operator {
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

  /** Types and shapes of the outputs, one entry for each of {@link Node#outputs()}. */
  List<ValueInfo> infer(Node node, Inference inputs);

  /**
   * The outputs, one entry for each of {@link Node#outputs()}: ONNX's semantics, floating types in double arithmetic without rounding in
   * between.
   */
  List<TensorData> evaluate(Node node, Operands inputs);

  /**
   * The outputs as far as they follow from what is known before any input arrives, or null. By default that is when all inputs are
   * constant; an operator that reads only shapes knows more.
   */
  default @Nullable List<TensorData> fold(Node node, Inference inputs) {
    if (!inputs.allConstant()) {
      return null;
    }
    return evaluate(node, inputs.constants());
  }
}
