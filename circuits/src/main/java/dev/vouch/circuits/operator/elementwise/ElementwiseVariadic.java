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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An associative function of one or more tensors that broadcast against each other. */
abstract class ElementwiseVariadic implements Operator {
  abstract double combine(double a, double b);

  abstract long combine(DataType type, long a, long b);

  /** The operand that changes no result; NaN if there is none. */
  double neutral() {
    return Double.NaN;
  }

  /**
   * Leaves out constant operands of nothing but the neutral number that do not broadcast others.
   */
  @Override
  public final List<Node> rewritten(Node node, Inference inputs) {
    int[] shape = infer(node, inputs).get(0).shape();
    List<String> kept = new ArrayList<>();
    int[] keptShape = {};
    for (int i = 0; i < inputs.count(); i++) {
      TensorData constant = inputs.constant(i);
      if (constant == null
          || !constant.isFloating()
          || Arrays.stream(constant.doubles()).anyMatch(value -> value != neutral())) {
        kept.add(node.inputs().get(i));
        keptShape = Shape.broadcast(keptShape, inputs.input(i).shape());
      }
    }
    boolean same = kept.size() == node.inputs().size();
    return same || kept.isEmpty() || !Arrays.equals(shape, keptShape)
        ? List.of(node)
        : List.of(node.with(kept, node.outputs()));
  }

  /** Turns what was combined from {@code count} tensors into the result. */
  TensorData finish(TensorData combined, int count) {
    return combined;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    ValueInfo result = inputs.input(0);
    for (int i = 1; i < inputs.count(); i++) {
      ValueInfo next = inputs.input(i);
      if (next.type().isFloating() != result.type().isFloating()) {
        throw new InvalidNodeException("operands are " + result + " and " + next);
      }
      result = result.withShape(Shape.broadcast(result.shape(), next.shape()));
    }
    return List.of(result);
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData result = inputs.get(0);
    DataType type = result.type();
    for (int i = 1; i < inputs.count(); i++) {
      TensorData next = inputs.get(i);
      result =
          type.isFloating()
              ? ElementwiseBinary.onDoubles(result, next, this::combine, type)
              : ElementwiseBinary.onLongs(result, next, (a, b) -> combine(type, a, b), type);
    }
    return List.of(finish(result, inputs.count()));
  }
}
