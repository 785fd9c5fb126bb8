package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import java.util.List;
import java.util.function.Supplier;

/**
 * Calls of operators with values. A value that has no result, such as a divisor of 0 or an index
 * beyond an axis, is always an {@link InvalidNodeException}, whatever the operator met it with.
 */
public final class Evaluation {
  private Evaluation() {}

  /**
   * The outputs of a node.
   *
   * @throws InvalidNodeException if the operator is not defined for these operands; the message
   *     holds none of their values
   */
  public static List<TensorData> of(Operator operator, Node node, Operands operands) {
    return defined(() -> operator.evaluate(node, operands));
  }

  /**
   * The outputs of a {@linkplain Operator#foldable foldable} node.
   *
   * @throws InvalidNodeException if the operator is not defined for these operands
   */
  public static List<TensorData> folded(Operator operator, Node node, Inference inputs) {
    return defined(() -> operator.fold(node, inputs));
  }

  private static List<TensorData> defined(Supplier<List<TensorData>> evaluation) {
    try {
      return evaluation.get();
    } catch (InvalidShapeException e) {
      throw new InvalidNodeException(String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      throw new InvalidNodeException("its operands have no result in this arithmetic");
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new InvalidNodeException("its operands point beyond an axis");
    }
  }
}
