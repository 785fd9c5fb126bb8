package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** An operator on two tensors that broadcast against each other, cell by cell. */
public abstract class ElementwiseBinary implements Operator {
  /** The function on floating values. */
  protected abstract DoubleBinaryOperator function(Node node);

  /** The function on values of an integer type; the result is wrapped to that type. */
  protected abstract LongBinaryOperator integerFunction(Node node, DataType type);

  /** Type of the result. */
  protected DataType resultType(DataType operandType) {
    return operandType;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo left = inputs.input(0);
    ValueInfo right = inputs.input(1);
    requireSameType(left.type(), right.type());
    if (left.type().isFloating()) {
      function(node);
    } else {
      integerFunction(node, left.type());
    }
    return List.of(
        new ValueInfo(resultType(left.type()), Shape.broadcast(left.shape(), right.shape())));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData left = inputs.get(0);
    TensorData right = inputs.get(1);
    requireSameType(left.type(), right.type());
    DataType resultType = resultType(left.type());
    return List.of(
        left.isFloating()
            ? onDoubles(left, right, function(node), resultType)
            : onLongs(left, right, integerFunction(node, left.type()), resultType));
  }

  /** Before opset 7, a reshape of the right operand to the axes that it broadcasts to. */
  @Override
  public final List<Node> rewritten(Node node, Inference inputs) {
    return LegacyBroadcast.rewritten(node, inputs);
  }

  private static void requireSameType(DataType left, DataType right) {
    // Lenient between floating types and between integer types: exporters mix them where the
    // opset's type constraints did not allow more.
    if (left.isFloating() != right.isFloating()) {
      throw new InvalidNodeException(
          "operands are " + left.displayName() + " and " + right.displayName());
    }
  }

  static TensorData onDoubles(
      TensorData left, TensorData right, DoubleBinaryOperator function, DataType resultType) {
    int[] shape = Shape.broadcast(left.shape(), right.shape());
    double[] a = left.broadcastTo(shape).doubles();
    double[] b = right.broadcastTo(shape).doubles();
    if (resultType.isFloating()) {
      double[] result = new double[a.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = function.applyAsDouble(a[i], b[i]);
      }
      return TensorData.ofDoubles(resultType, shape, result);
    }
    long[] result = new long[a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (long) function.applyAsDouble(a[i], b[i]);
    }
    return TensorData.ofLongs(resultType, shape, result);
  }

  static TensorData onLongs(
      TensorData left, TensorData right, LongBinaryOperator function, DataType resultType) {
    int[] shape = Shape.broadcast(left.shape(), right.shape());
    long[] a = left.broadcastTo(shape).longs();
    long[] b = right.broadcastTo(shape).longs();
    long[] result = new long[a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = resultType.wrap(function.applyAsLong(a[i], b[i]));
    }
    return TensorData.ofLongs(resultType, shape, result);
  }
}
