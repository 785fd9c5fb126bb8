package dev.vouch.circuits.operator.attention;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Steps;
import java.util.Arrays;

/** Heads of queries, keys and values: an axis of their own, or side by side in the last axis. */
final class Heads {
  private Heads() {}

  /**
   * The value as [batch, heads, sequence, headSize].
   *
   * @param value of that shape, or [batch, sequence, heads · headSize]
   * @param count how many heads the last axis holds; of no meaning if the value has four axes
   */
  static String apart(Steps steps, String part, String value, long count) {
    ValueInfo info = steps.expansion().info(value);
    int[] shape = info.shape();
    if (!info.type().isFloating() || (shape.length != 3 && shape.length != 4)) {
      throw new InvalidNodeException(part + " must be real with 3 or 4 axes, got " + info);
    }
    if (shape.length == 4) {
      return value;
    }
    if (count < 1 || shape[2] % count != 0) {
      throw new InvalidNodeException(
          part + " " + Arrays.toString(shape) + " does not hold " + count + " heads");
    }
    String split =
        steps.reshape(part + "/heads", value, shape[0], shape[1], count, shape[2] / count);
    return steps.transpose(part, split, 0, 2, 1, 3);
  }

  /** [batch, heads, sequence, headSize] as [batch, sequence, heads · headSize]. */
  static String joined(Steps steps, String part, String value) {
    int[] shape = steps.expansion().info(value).shape();
    String turned = steps.transpose(part, value, 0, 2, 1, 3);
    return steps.reshape(part + "/joined", turned, shape[0], shape[2], (long) shape[1] * shape[3]);
  }
}
