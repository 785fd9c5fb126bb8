package dev.vouch.circuits.lowering;

import dev.vouch.circuits.cost.CostModel;
import dev.vouch.verifier.circuit.PaddedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which the axes of a weight tensor are stored. Axes that lie in the columns of its
 * commitment are padded to powers of two, outer ones are not (protocol.md §2.2): the taps of a 5 ×
 * 5 kernel as innermost axes leave 39 of 64 columns empty and as outermost axes none. Fewer rows
 * are fewer points of the key and of the verifier.
 */
final class AxisOrder {
  /** The width that most circuits get; theirs is not chosen yet. */
  private static final int COLUMN_BITS = 8;

  private static final int MOST_MOVABLE = 8;

  /** Neighbouring cells that the prover combines at once. */
  private static final int LANES = 16;

  private AxisOrder() {}

  /**
   * The order of least cost among those that place some contraction axes first and leave all others
   * as they are; of equals the one that moves the fewest.
   *
   * @param lengths of the axes in the order (result axes, batch axes, contraction axes)
   * @param kept how many of them are result or batch axes
   * @return numbers of axes, outermost first
   */
  static int[] cheapest(List<Integer> lengths, int kept) {
    int movable = Math.min(MOST_MOVABLE, lengths.size() - kept);
    int[] best = IntStream.range(0, lengths.size()).toArray();
    double bestCost = cost(best, lengths, kept, false);
    for (int moved = 1; moved < 1 << movable; moved++) {
      int[] order = withFirst(moved, lengths.size(), kept);
      double cost = cost(order, lengths, kept, true);
      if (cost < bestCost) {
        bestCost = cost;
        best = order;
      }
    }
    return best;
  }

  /**
   * All axes in order, but first those of which {@code moved} has the bit: bit i is axis kept + i.
   */
  private static int[] withFirst(int moved, int count, int kept) {
    List<Integer> outer = new ArrayList<>();
    List<Integer> inner = new ArrayList<>();
    for (int axis = 0; axis < count; axis++) {
      boolean first = axis >= kept && (moved >> (axis - kept) & 1) == 1;
      (first ? outer : inner).add(axis);
    }
    outer.addAll(inner);
    return outer.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The cost of the rows and of reading the cells: the prover sums result axes out over runs of
   * neighbouring cells, of which a short one leaves lanes empty, and opens from these sums unless
   * axes have moved.
   */
  private static double cost(int[] order, List<Integer> lengths, int kept, boolean moved) {
    List<Integer> shape = IntStream.of(order).mapToObj(lengths::get).toList();
    double cells = shape.stream().mapToDouble(length -> length).reduce(1, (a, b) -> a * b);
    long run = 1;
    for (int at = order.length - 1; at >= 0 && order[at] >= kept; at--) {
      run *= shape.get(at);
    }
    double summed = cells / run * ((run + LANES - 1) / LANES * LANES);
    double read = moved ? summed + cells : summed;
    return CostModel.COMPILER.axisOrder(PaddedSpace.of(shape).rows(COLUMN_BITS), read);
  }
}
