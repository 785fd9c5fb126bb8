package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Operator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shape: lengths of the axes from {@code start} to {@code end} (all unless given); known before any
 * input arrives.
 */
final class ShapeOf implements Operator {
  @Override
  public String type() {
    return "Shape";
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    return List.of(ValueInfo.of(shape(node, inputs)));
  }

  @Override
  public boolean foldable(Node node, Inference inputs) {
    return true;
  }

  @Override
  public boolean readsOnlyShapes() {
    return true;
  }

  @Override
  public List<TensorData> fold(Node node, Inference inputs) {
    return List.of(shape(node, inputs));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    return List.of(shape(node, inputs.asInference()));
  }

  private static TensorData shape(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    int from = position(node.integer("start", 0), shape.length);
    int to = position(node.integer("end", shape.length), shape.length);
    long[] lengths =
        IntStream.range(from, Math.max(from, to)).mapToLong(axis -> shape[axis]).toArray();
    return TensorData.ofLongs(DataType.INT64, new int[] {lengths.length}, lengths);
  }

  private static int position(long given, int rank) {
    return (int) Math.max(0, Math.min(rank, given < 0 ? given + rank : given));
  }
}
