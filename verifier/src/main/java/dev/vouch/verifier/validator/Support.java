package dev.vouch.verifier.validator;

import dev.vouch.verifier.circuit.BoxPositions;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Term;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one tensor that covectors reach: a union of products of index sets, and of a set of
 * single cells (below index tables only).
 */
final class Support {
  /** The most cells of a tensor that several products may cover together (rule 34). */
  private static final long MAX_CELLS = 1L << 26;

  /** How many steps are left to fill the grids of {@link #isWhole}, of all tensors together. */
  static final class Budget {
    private long steps = 1L << 26;

    private boolean take(long more) {
      steps -= more;
      return steps >= 0;
    }
  }

  private final PaddedSpace space;
  private final Set<IndexSets> products = new TreeSet<>();
  private boolean all;
  private @Nullable BitSet cells;

  Support(PaddedSpace space) {
    this.space = space;
  }

  /** Adds every cell. */
  void addAll() {
    if (!all) {
      all = true;
      products.clear();
      BitSet[] sets = new BitSet[space.rank()];
      for (int axis = 0; axis < sets.length; axis++) {
        sets[axis] = range(space.length(axis));
      }
      products.add(new IndexSets(sets));
    }
  }

  private void add(BitSet[] sets) {
    for (BitSet set : sets) {
      if (set.isEmpty()) {
        return;
      }
    }
    boolean whole = true;
    for (int axis = 0; axis < sets.length; axis++) {
      whole &= sets[axis].cardinality() == space.length(axis);
    }
    if (whole) {
      addAll();
    } else if (!all) {
      products.add(new IndexSets(sets));
    }
  }

  private BitSet cells() {
    if (cells == null) {
      cells = new BitSet();
    }
    return cells;
  }

  /** Adds to {@code operand} what this support of the result of an index table reaches. */
  void pull(Term.Index term, Support operand) {
    for (int i = 0; i < term.resultCells().length; i++) {
      if (contains(term.resultCells()[i])) {
        operand.cells().set((int) term.operandCells()[i]);
      }
    }
  }

  /** Adds to {@code support} of one operand of a term what this support of the result reaches. */
  void pull(Term.Box term, Term.Operand operand, Support support) {
    for (IndexSets product : products) {
      BitSet[] boxSets = boxSets(term, product);
      if (boxSets.length > 0 || term.box().isEmpty()) {
        BitSet[] sets = new BitSet[operand.map().size()];
        for (int axis = 0; axis < sets.length; axis++) {
          sets[axis] = image(operand.map().get(axis), boxSets, support.space.length(axis));
        }
        if (holdsConstants(term, product)) {
          support.add(sets);
        }
      }
    }
    if (cells != null) {
      pullCells(term, operand, support, cells);
    }
  }

  private static boolean holdsConstants(Term.Box term, IndexSets product) {
    for (int axis = 0; axis < product.rank(); axis++) {
      IndexEntry entry = term.result().get(axis);
      if (entry.parts().isEmpty() && !product.axis(axis).get((int) entry.offset())) {
        return false;
      }
    }
    return true;
  }

  /**
   * For each box axis the indices whose result cell lies in the product; an empty array if an axis
   * has none.
   */
  private static BitSet[] boxSets(Term.Box term, IndexSets product) {
    BitSet[] sets = new BitSet[term.box().size()];
    for (int axis = 0; axis < sets.length; axis++) {
      sets[axis] = range(term.box().get(axis));
    }
    for (int axis = 0; axis < product.rank(); axis++) {
      IndexEntry entry = term.result().get(axis);
      for (IndexEntry.Part part : entry.parts()) {
        BitSet set = sets[part.boxAxis()];
        for (int i = 0; i < term.box().get(part.boxAxis()); i++) {
          if (!product.axis(axis).get((int) (entry.offset() + part.coefficient() * i))) {
            set.clear(i);
          }
        }
        if (set.isEmpty()) {
          return new BitSet[0];
        }
      }
    }
    return sets;
  }

  /** The indices inside [0, length) that an entry takes on the sets of its box axes. */
  private static BitSet image(IndexEntry entry, BitSet[] boxSets, int length) {
    BitSet out = new BitSet();
    image(entry, 0, entry.offset(), boxSets, length, out);
    return out;
  }

  private static void image(
      IndexEntry entry, int part, long index, BitSet[] boxSets, int length, BitSet out) {
    if (part == entry.parts().size()) {
      if (index >= 0 && index < length) {
        out.set((int) index);
      }
      return;
    }
    IndexEntry.Part next = entry.parts().get(part);
    BitSet set = boxSets[next.boxAxis()];
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      image(entry, part + 1, index + next.coefficient() * i, boxSets, length, out);
    }
  }

  private void pullCells(Term.Box term, Term.Operand operand, Support support, BitSet resultCells) {
    BoxPositions positions = new BoxPositions(term.box());
    do {
      long result = positions.cell(term.result(), space);
      long cell = positions.cell(operand.map(), support.space);
      if (cell >= 0 && resultCells.get((int) result)) {
        support.cells().set((int) cell);
      }
    } while (positions.next());
  }

  private boolean contains(long cell) {
    if (cells != null && cells.get((int) cell)) {
      return true;
    }
    int[] index = new int[space.rank()];
    long rest = cell;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = (int) (rest % space.length(axis));
      rest /= space.length(axis);
    }
    for (IndexSets product : products) {
      boolean inside = true;
      for (int axis = 0; axis < index.length && inside; axis++) {
        inside = product.axis(axis).get(index[axis]);
      }
      if (inside) {
        return true;
      }
    }
    return false;
  }

  /** Whether every cell is reached; false too where that takes too long to tell. */
  boolean isWhole(Budget budget) {
    if (all) {
      return true;
    }
    if (space.cells() > MAX_CELLS) {
      return false;
    }
    int[][] classes = new int[space.rank()][];
    int[] counts = new int[space.rank()];
    long size = 1;
    for (int axis = 0; axis < classes.length; axis++) {
      classes[axis] = new int[space.length(axis)];
      counts[axis] = cells == null ? classify(axis, classes[axis]) : identity(classes[axis]);
      size *= counts[axis]; // at most the cells
    }
    BitSet grid = cells == null ? new BitSet() : (BitSet) cells.clone();
    for (IndexSets product : products) {
      int[][] ids = new int[classes.length][];
      long filled = 1;
      for (int axis = 0; axis < ids.length; axis++) {
        int[] classOf = classes[axis];
        ids[axis] = product.axis(axis).stream().map(i -> classOf[i]).distinct().toArray();
        filled *= ids[axis].length;
      }
      if (!budget.take(filled)) {
        return false;
      }
      fill(grid, ids, counts, 0, 0);
    }
    return grid.cardinality() == size;
  }

  private static void fill(BitSet grid, int[][] ids, int[] counts, int axis, int address) {
    if (axis == ids.length) {
      grid.set(address);
      return;
    }
    for (int id : ids[axis]) {
      fill(grid, ids, counts, axis + 1, address * counts[axis] + id);
    }
  }

  private static int identity(int[] classOf) {
    Arrays.setAll(classOf, i -> i);
    return classOf.length;
  }

  /**
   * Numbers the indices of an axis so that indices which lie in the same sets have the same number;
   * returns how many numbers there are.
   */
  private int classify(int axis, int[] classOf) {
    int count = 1;
    for (IndexSets product : products) {
      BitSet set = product.axis(axis);
      int[] renamed = new int[2 * count];
      int next = 0;
      for (int i = 0; i < classOf.length; i++) {
        int old = 2 * classOf[i] + (set.get(i) ? 1 : 0);
        if (renamed[old] == 0) {
          renamed[old] = ++next;
        }
        classOf[i] = renamed[old] - 1;
      }
      count = next;
    }
    return count;
  }

  private static BitSet range(int length) {
    BitSet set = new BitSet();
    set.set(0, length);
    return set;
  }
}
