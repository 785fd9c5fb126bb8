package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two tensors of which cells are joined: a result and an operand of one of its terms, or two keys
 * of a lookup.
 *
 * @param term null for keys
 * @param operand of a box term
 */
record RowLink(int first, int second, @Nullable Term term, Term.@Nullable Operand operand) {
  static RowLink ofKeys(int first, int second) {
    return new RowLink(first, second, null, null);
  }

  int other(int tensor) {
    return tensor == first ? second : first;
  }

  /**
   * Whether all cells that are joined are of one row each.
   *
   * @param ofFirst where the first tensor has its rows
   * @param ofSecond where the second one has them
   */
  boolean keepsRows(Circuit circuit, RowAxis ofFirst, RowAxis ofSecond, Budget budget)
      throws TooLargeException {
    if (term == null) {
      return ofFirst.equals(ofSecond);
    }
    List<Integer> shape = circuit.tensors().get(second).shape();
    if (term instanceof Term.Index index) {
      budget.takeSteps(index.resultCells().length);
      List<Integer> resultShape = circuit.tensors().get(first).shape();
      for (int i = 0; i < index.resultCells().length; i++) {
        if (ofFirst.row(index.resultCells()[i], resultShape)
            != ofSecond.row(index.operandCells()[i], shape)) {
          return false;
        }
      }
      return true;
    }
    Term.Box box = (Term.Box) term;
    return keepsRows(
        box,
        box.result().get(ofFirst.axis()),
        ofFirst.block(),
        operandMap().get(ofSecond.axis()),
        ofSecond.block(),
        shape.get(ofSecond.axis()),
        budget);
  }

  private List<IndexEntry> operandMap() {
    if (operand == null) {
      throw new IllegalStateException("a box term without operand");
    }
    return operand.map();
  }

  private static boolean keepsRows(
      Term.Box box,
      IndexEntry result,
      int resultBlock,
      IndexEntry read,
      int readBlock,
      int length,
      Budget budget)
      throws TooLargeException {
    TreeSet<Integer> axes = new TreeSet<>();
    result.parts().forEach(part -> axes.add(part.boxAxis()));
    read.parts().forEach(part -> axes.add(part.boxAxis()));
    long positions = 1;
    for (int axis : axes) {
      positions = BoxAxes.times(positions, box.box().get(axis));
    }
    budget.takeSteps(positions);
    int[] at = new int[box.box().size()];
    for (long position = 0; position < positions; position++) {
      long rest = position;
      for (int axis : axes) {
        at[axis] = (int) (rest % box.box().get(axis));
        rest /= box.box().get(axis);
      }
      long index = index(read, at);
      if (index >= 0 && index < length && index / readBlock != index(result, at) / resultBlock) {
        return false;
      }
    }
    return true;
  }

  private static long index(IndexEntry entry, int... at) {
    long index = entry.offset();
    for (IndexEntry.Part part : entry.parts()) {
      index += part.coefficient() * at[part.boxAxis()];
    }
    return index;
  }
}
