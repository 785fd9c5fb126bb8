package dev.vouch.circuits.operator.reduction;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Axes;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * ReduceProd: the product, of halves of what is left as often as it takes. The axes are an input
 * since opset 18.
 */
final class ReduceProd implements Expanded {
  private static final int FIRST_WITH_AXES_INPUT = 18;

  @Override
  public String type() {
    return "ReduceProd";
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = node.input(0);
    ValueInfo data = expansion.info(x);
    boolean[] reduced = reduced(node, expansion, data.rank());
    long[] order = LongStream.concat(axes(reduced, false), axes(reduced, true)).toArray();
    long length =
        axes(reduced, true).map(axis -> data.shape()[(int) axis]).reduce(1, (a, b) -> a * b);
    String moved =
        expansion.add(
            "moved", "Transpose", List.of(x), Map.of("perm", new Attribute.Integers(order)));
    String rows = reshape(expansion, "rows", moved, -1, length);
    String product = product(expansion, rows, length);
    boolean keep = node.flag("keepdims", true);
    long[] shape =
        IntStream.range(0, reduced.length)
            .filter(axis -> keep || !reduced[axis])
            .mapToLong(axis -> reduced[axis] ? 1 : data.shape()[axis])
            .toArray();
    expansion.output(0, reshape(expansion, "shaped", product, shape));
  }

  private static boolean[] reduced(Node node, Expansion expansion, int rank) {
    long[] axes = node.integers("axes");
    if (node.opset() >= FIRST_WITH_AXES_INPUT) {
      axes = node.hasInput(1) ? known(expansion, node.input(1)) : null;
    }
    if (axes == null || axes.length == 0) {
      boolean[] all = new boolean[rank];
      Arrays.fill(all, !node.flag("noop_with_empty_axes", false));
      return all;
    }
    return Axes.marked(axes, rank);
  }

  private static long[] known(Expansion expansion, String axes) {
    TensorData constant = expansion.constant(axes);
    if (constant == null) {
      throw new UnsupportedNodeException("the axes '" + axes + "' must be constant");
    }
    return constant.longs();
  }

  private static LongStream axes(boolean[] reduced, boolean which) {
    return IntStream.range(0, reduced.length).filter(axis -> reduced[axis] == which).asLongStream();
  }

  /** The products of the rows, as rows of one cell. */
  private static String product(Expansion expansion, String rows, long length) {
    String left = rows;
    String odd = "";
    for (long count = length; count > 1; count /= 2) {
      long half = count / 2;
      if (count % 2 == 1) {
        String last = slice(expansion, left, count - 1, count);
        odd = odd.isEmpty() ? last : multiply(expansion, odd, last);
      }
      left =
          multiply(
              expansion, slice(expansion, left, 0, half), slice(expansion, left, half, 2 * half));
    }
    return odd.isEmpty() ? left : multiply(expansion, left, odd);
  }

  private static String multiply(Expansion expansion, String left, String right) {
    return expansion.add("product", "Mul", List.of(left, right), Map.of());
  }

  private static String slice(Expansion expansion, String rows, long from, long to) {
    return expansion.add(
        "part",
        "Slice",
        List.of(
            rows,
            expansion.add("from", TensorData.ofVector(from)),
            expansion.add("to", TensorData.ofVector(to)),
            expansion.add("axis", TensorData.ofVector(1))),
        Map.of());
  }

  private static String reshape(Expansion expansion, String part, String x, long... shape) {
    return expansion.add(
        part, "Reshape", List.of(x, expansion.add("shape", TensorData.ofVector(shape))), Map.of());
  }
}
