package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slice: along some axes from start (inclusive) to end (exclusive) in steps, as in Python. Inputs
 * since opset 10, attributes before.
 */
final class Slice extends StaticWiring {
  private static final int FIRST_WITH_INPUTS = 10;

  @Override
  public boolean movesCells() {
    return true;
  }

  @Override
  public String type() {
    return "Slice";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    return Ranges.of(node, inputs).lengths();
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    Ranges ranges = Ranges.of(node, inputs);
    int[] strides = Shape.strides(inputs.input(0).shape());
    int offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += ranges.starts()[axis] * strides[axis];
      strides[axis] = ranges.lengths()[axis] > 1 ? strides[axis] * ranges.steps()[axis] : 0;
    }
    return StridedView.cells(ranges.lengths(), strides, offset);
  }

  /** First position, step and number of positions along each axis. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Ranges(int[] starts, int[] steps, int[] lengths) {
    static Ranges of(Node node, Inference inputs) {
      boolean attributes = node.opset() < FIRST_WITH_INPUTS;
      int[] shape = inputs.input(0).shape();
      long[] starts = attributes ? node.integers("starts") : inputs.constantIntegers(1, "starts");
      long[] ends = attributes ? node.integers("ends") : inputs.constantIntegers(2, "ends");
      long[] axes = attributes ? node.integers("axes") : inputs.constantIntegers(3, "axes");
      long[] steps = attributes ? null : inputs.constantIntegers(4, "steps");
      if (starts == null || ends == null) {
        throw new InvalidNodeException("starts or ends are missing");
      }
      requireSameLength(starts, ends, "ends");
      requireSameLength(starts, axes, "axes");
      requireSameLength(starts, steps, "steps");
      Ranges ranges = new Ranges(new int[shape.length], new int[shape.length], shape.clone());
      Arrays.fill(ranges.steps, 1);
      for (int i = 0; i < starts.length; i++) {
        int axis = Shape.axis(axes == null ? i : axes[i], shape.length);
        ranges.set(axis, shape[axis], starts[i], ends[i], steps == null ? 1 : steps[i]);
      }
      return ranges;
    }

    private static void requireSameLength(long[] starts, long @Nullable [] other, String name) {
      if (other != null && other.length != starts.length) {
        throw new InvalidNodeException(starts.length + " starts, but " + other.length + " " + name);
      }
    }

    private void set(int axis, int length, long start, long end, long step) {
      if (step == 0) {
        throw new InvalidNodeException("step 0");
      }
      // Forward positions are clamped to 0 … length, backward ones to −1 … length − 1.
      long least = step > 0 ? 0 : -1;
      long most = step > 0 ? length : length - 1L;
      long from = clamp(start < 0 ? start + length : start, least, most);
      long to = clamp(end < 0 ? end + length : end, least, most);
      long count = step > 0 ? ceilDivide(to - from, step) : ceilDivide(from - to, negated(step));
      starts[axis] = count > 0 ? (int) from : 0;
      steps[axis] = count > 1 ? (int) step : 1;
      lengths[axis] = (int) Math.max(0, count);
    }

    private static long clamp(long value, long least, long most) {
      return Math.max(least, Math.min(most, value));
    }

    private static long negated(long step) {
      return step == Long.MIN_VALUE ? Long.MAX_VALUE : -step;
    }

    private static long ceilDivide(long distance, long step) {
      return distance <= 0 ? 0 : (distance - 1) / step + 1;
    }
  }
}
