package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;

/**
 * ReverseSequence: of each sequence of a batch the first cells in time, as many as its length says,
 * in reverse order; the others stay.
 */
final class ReverseSequence extends StaticWiring {
  @Override
  public String type() {
    return "ReverseSequence";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] shape = inputs.input(0).shape();
    int batch = batchAxis(node);
    int time = timeAxis(node);
    long[] lengths = inputs.constantIntegers(1, "sequence_lens");
    if (shape.length < 2 || batch == time || batch > 1 || time > 1) {
      throw new InvalidNodeException("batch_axis and time_axis must be 0 and 1, or 1 and 0");
    }
    if (lengths == null || lengths.length != shape[batch]) {
      throw new InvalidNodeException("sequence_lens must have one entry for each sequence");
    }
    for (long length : lengths) {
      if (length < 0 || length > shape[time]) {
        throw new InvalidNodeException("a sequence length beyond " + shape[time] + " steps");
      }
    }
    return shape;
  }

  private static int batchAxis(Node node) {
    return Shape.axis(node.integer("batch_axis", 1), 2);
  }

  private static int timeAxis(Node node) {
    return Shape.axis(node.integer("time_axis", 0), 2);
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] shape = shape(node, inputs);
    long[] lengths = inputs.constants().get(1).longs();
    int[] strides = Shape.strides(shape);
    int batch = batchAxis(node);
    int time = timeAxis(node);
    int[] cells = new int[Shape.size(shape)];
    for (int cell = 0; cell < cells.length; cell++) {
      int step = cell / strides[time] % shape[time];
      int length = (int) lengths[cell / strides[batch] % shape[batch]];
      cells[cell] = step < length ? cell + (length - 1 - 2 * step) * strides[time] : cell;
    }
    return cells;
  }
}
