package dev.vouch.circuits.lowering;

import dev.vouch.circuits.view.View;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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

  /**
   * Integers as (result axes, batch axes, contraction axes), each axis split as {@code axes} are;
   * weights in the order of {@link AxisOrder}.
   *
   * @param kept labels of the operand's result and batch axes
   */
  static StoredAxes of(Operand.OfIntegers operand, String kept, LabelledAxes axes) {
    String contracted =
        operand
            .labels()
            .chars()
            .filter(label -> kept.indexOf(label) < 0)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String labels = kept + contracted;
    int[] permutation = labels.chars().map(label -> operand.labels().indexOf(label)).toArray();
    List<List<Integer>> factors =
        labels.chars().mapToObj(label -> axes.factors((char) label)).toList();
    if (factors.stream().mapToInt(List::size).sum() > LabelledSum.MAX_TENSOR_AXES) {
      factors =
          IntStream.of(permutation).mapToObj(axis -> List.of(operand.lengths()[axis])).toList();
    }
    List<Integer> split = factors.stream().flatMap(List::stream).toList();
    int keptAxes = factors.subList(0, kept.length()).stream().mapToInt(List::size).sum();
    int[] order =
        operand.weight()
            ? AxisOrder.cheapest(split, keptAxes)
            : IntStream.range(0, split.size()).toArray();
    return new StoredAxes(permutation, factors, order);
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
