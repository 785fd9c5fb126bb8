package dev.vouch.circuits.operator.signal;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * DFT along an axis of [..., n, ..., 1 or 2], whose last axis holds real and imaginary parts: a
 * product with a constant matrix. Length and axis must be known.
 */
final class Dft implements Expanded {
  private static final int FIRST_WITH_AXIS_INPUT = 20;

  @Override
  public String type() {
    return "DFT";
  }

  @Override
  public int sinceOpset() {
    return 17;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.requiredInput(0);
    ValueInfo info = expansion.info(x);
    int rank = info.rank();
    if (rank < 2 || !info.type().isFloating() || info.shape()[rank - 1] > 2) {
      throw new InvalidNodeException("its input is " + info);
    }
    int axis = axis(node, rank, expansion);
    if (axis == rank - 1) {
      throw new InvalidNodeException("the last axis holds the parts of complex numbers");
    }
    boolean inverse = node.flag("inverse", false);
    boolean onesided = node.flag("onesided", false);
    if (inverse && onesided) {
      throw new UnsupportedNodeException("a one-sided inverse transform is not supported");
    }
    int parts = info.shape()[rank - 1];
    int given = info.shape()[axis];
    int length = (int) Sizes.number(node, 1, given, expansion);
    int taken = Math.min(given, length);
    int kept = Fourier.frequencies(length, onesided);
    Steps steps = new Steps("", expansion);
    String signal = taken == given ? x : steps.range("taken", x, axis, 0, taken);
    TensorData matrix = Fourier.matrix(info.type(), length, taken, parts, kept, inverse);

    // The axis moves to the place before the last one, and back.
    long[] order = new long[rank];
    long[] back = new long[rank];
    List<Long> shape = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rank - 1; i++) {
      if (i != axis) {
        order[next] = i;
        back[i] = next++;
        shape.add((long) info.shape()[i]);
      }
    }
    order[rank - 2] = axis;
    order[rank - 1] = rank - 1L;
    back[axis] = rank - 2L;
    back[rank - 1] = rank - 1L;
    String turned = steps.transpose("turned", signal, order);
    String flat = steps.reshape("flat", turned, with(shape, (long) taken * parts));
    String product = steps.add("transformed", "MatMul", flat, steps.known("matrix", matrix));
    String complex = steps.reshape("complex", product, with(shape, kept, 2));
    expansion.output(0, steps.transpose("Y", complex, back));
  }

  private static long[] with(List<Long> shape, long... last) {
    List<Long> all = new ArrayList<>(shape);
    for (long length : last) {
      all.add(length);
    }
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static int axis(Node node, int rank, Expansion expansion) {
    long axis =
        node.opset() < FIRST_WITH_AXIS_INPUT
            ? node.integer("axis", 1)
            : Sizes.axis(node, 2, -2, expansion);
    return Shape.axis(axis, rank);
  }
}
