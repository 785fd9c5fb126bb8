package dev.vouch.circuits.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a constant operand of a product lies in the tensor that stores it: its axes are put in
 * another order, split, and put in order again.
 */
final class StoredAxes {
  private final int[] permutation;
  private final List<List<Integer>> factors;
  private final int[] order;

  /**
   * An arrangement.
   *
   * @param permutation numbers of the operand's axes in the order in which they are split
   * @param factors for each of them what it is split into, outermost first
   * @param order numbers of the split axes in the order in which they are stored
   */
  StoredAxes(int[] permutation, List<List<Integer>> factors, int[] order) {
    this.permutation = permutation.clone();
    this.factors = List.copyOf(factors);
    this.order = order.clone();
  }

  private List<Integer> split() {
    return factors.stream().flatMap(List::stream).toList();
  }

  /** Lengths of the stored tensor's axes. */
  List<Integer> shape() {
    return IntStream.of(order).mapToObj(split()::get).toList();
  }

  /**
   * For each stored cell, row-major, the operand's cell.
   *
   * @param lengths of the operand's axes
   */
  int[] cells(int... lengths) {
    int[] permuted =
        View.of(Arrays.stream(lengths).boxed().toList()).transpose(permutation).cells();
    int[] ordered = View.of(split()).transpose(order).cells();
    return Arrays.stream(ordered).map(cell -> permuted[cell]).toArray();
  }

  /** The operand as a view of the stored tensor. */
  View view() {
    return View.of(shape())
        .transpose(inverse(order))
        .group(factors.stream().map(List::size).toList())
        .transpose(inverse(permutation));
  }

  private static int[] inverse(int... permutation) {
    int[] inverse = new int[permutation.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation[i]] = i;
    }
    return inverse;
  }
}
