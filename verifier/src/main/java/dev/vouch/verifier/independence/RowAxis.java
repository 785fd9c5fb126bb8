package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tensor has the rows of data.
 *
 * @param axis one of its axes
 * @param block how many neighbours on it are of one row: index i is of row ⌊i / block⌋
 */
record RowAxis(int axis, int block) {
  /** The places where a tensor of a shape can have its rows. */
  static List<RowAxis> candidates(List<Integer> shape, int rows) {
    List<RowAxis> candidates = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis) % rows == 0) {
        candidates.add(new RowAxis(axis, shape.get(axis) / rows));
      }
    }
    return candidates;
  }

  /** Whether cells of one row follow one another, as those of ports do. */
  boolean isFirst(List<Integer> shape) {
    return shape.subList(0, axis).stream().allMatch(length -> length == 1);
  }

  /** The row of a cell. */
  int row(long cell, List<Integer> shape) {
    long stride = 1;
    for (int i = axis + 1; i < shape.size(); i++) {
      stride *= shape.get(i);
    }
    return (int) (cell / stride % shape.get(axis)) / block;
  }

  /**
   * The one box axis that moves the result of a term along this axis, all along it and step by
   * step; −1 if there is none.
   *
   * @param length of this axis
   */
  int boxAxis(Term.Box term, int length) {
    IndexEntry entry = term.result().get(axis);
    if (entry.offset() != 0 || entry.parts().size() != 1) {
      return -1;
    }
    IndexEntry.Part part = entry.parts().get(0);
    return part.coefficient() == 1 && term.box().get(part.boxAxis()) == length
        ? part.boxAxis()
        : -1;
  }
}
