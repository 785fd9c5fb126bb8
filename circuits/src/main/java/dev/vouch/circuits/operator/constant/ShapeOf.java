package dev.vouch.circuits.operator.constant;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import java.util.stream.IntStream;

/**
 * Shape: lengths of the axes from {@code start} to {@code end} (all unless given); known before any
 * input arrives.
 */
final class ShapeOf extends FromShapes {
  @Override
  public String type() {
    return "Shape";
  }

  @Override
  TensorData value(Node node, Inference inputs) {
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
