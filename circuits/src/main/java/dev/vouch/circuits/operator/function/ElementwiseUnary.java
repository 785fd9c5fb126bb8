package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * An operator that applies one function to every cell of its only tensor and keeps type and shape.
 */
public abstract class ElementwiseUnary implements Operator {
  /** The function of this node, attributes resolved. */
  protected abstract DoubleUnaryOperator function(Node node);

  /** The function on integers; by default there is none. */
  protected LongUnaryOperator integerFunction(Node node) {
    throw new InvalidNodeException("the operand must be of a floating type");
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo data = inputs.input(0);
    requireValid(node, data.type());
    return List.of(data);
  }

  /** Refuses attributes and types that the function refuses. */
  private void requireValid(Node node, DataType type) {
    if (type.isFloating()) {
      function(node);
    } else {
      integerFunction(node);
    }
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    return List.of(
        data.isFloating()
            ? data.map(function(node), x -> x)
            : data.map(x -> x, integerFunction(node)));
  }
}
