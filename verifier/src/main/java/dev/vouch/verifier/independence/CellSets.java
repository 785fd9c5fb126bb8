package dev.vouch.verifier.independence;

/**
 * Sets of cells that are joined step by step; the least number of a set stands for it. The first
 * numbers are the rows of data themselves: two of them in one set are rows that meet. Not
 * thread-safe.
 */
final class CellSets {
  private final int[] parents;
  private final int rows;
  private int row = -1;
  private int other = -1;

  /**
   * Every number alone.
   *
   * @param rows how many of them are rows
   */
  CellSets(int count, int rows) {
    this.parents = new int[count];
    for (int i = 0; i < count; i++) {
      parents[i] = i;
    }
    this.rows = rows;
  }

  /** Puts a cell that is alone into the set of a row. */
  void belongs(int cell, int toRow) {
    parents[cell] = toRow;
  }

  private int find(int cell) {
    int at = cell;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]]; // halves the way for the next one
      at = parents[at];
    }
    return at;
  }

  void join(int a, int b) {
    int first = find(a);
    int second = find(b);
    if (first == second) {
      return;
    }
    int least = Math.min(first, second);
    int greater = Math.max(first, second);
    if (greater < rows && other < 0) {
      row = least;
      other = greater;
    }
    parents[greater] = least;
  }

  /** Whether two rows have met. */
  boolean met() {
    return other >= 0;
  }

  /** The lesser one of the first two rows that met. */
  int row() {
    return row;
  }

  /** The greater one of the first two rows that met. */
  int other() {
    return other;
  }
}
