package dev.vouch.circuits.operator.pooling;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.Window;
import java.util.Arrays;

/** What pooling operators share: a window over the spatial axes of each channel. */
final class Pooling {
  private Pooling() {}

  /** The window of a pooling node with {@code kernel_shape}. */
  static Window window(Node node, int[] shape) {
    return Window.of(node, spatial(shape), Window.kernelShape(node));
  }

  /** The lengths after batch and channel. */
  static int[] spatial(int[] shape) {
    if (shape.length < 3) {
      throw new InvalidNodeException("data " + Arrays.toString(shape) + " has no spatial axes");
    }
    return Arrays.copyOfRange(shape, 2, shape.length);
  }

  /** Batch and channel of {@code data} with the window's output positions. */
  static ValueInfo output(ValueInfo data, Window window) {
    int[] shape = data.shape().clone();
    System.arraycopy(window.output(), 0, shape, 2, window.output().length);
    return data.withShape(shape);
  }

  /** Batch and channel of {@code data}, with spatial axes of length 1. */
  static ValueInfo global(ValueInfo data) {
    spatial(data.shape());
    int[] shape = data.shape().clone();
    Arrays.fill(shape, 2, shape.length, 1);
    return data.withShape(shape);
  }

  /** Channels keep their factors. */
  static void factors(ValueInfo data, SliceFactors factors) {
    factors.same(Axis.ofOperand(0, 1), Axis.ofResult(0, 1), data.shape()[1]);
  }

  static ValueInfo infer(Node node, Inference inputs) {
    return output(inputs.input(0), window(node, inputs.input(0).shape()));
  }

  /** Number of images times channels. */
  static int channels(TensorData data) {
    return data.shape()[0] * data.shape()[1];
  }
}
