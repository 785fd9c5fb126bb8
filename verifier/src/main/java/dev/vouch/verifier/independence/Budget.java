package dev.vouch.verifier.independence;

/** What is left of the cells and steps that a decision may take. Not thread-safe. */
final class Budget {
  private long cells;
  private long steps;

  Budget(long cells, long steps) {
    this.cells = cells;
    this.steps = steps;
  }

  /** The same steps, and as many cells: memory is free again once a circuit is decided. */
  Budget withCells(long count) {
    return new Budget(count, steps);
  }

  /** Takes 4 bytes of memory for each of some cells. */
  void takeCells(long count) throws TooLargeException {
    cells -= count;
    if (cells < 0) {
      throw new TooLargeException();
    }
  }

  /** Gives memory back that is no longer needed. */
  void giveCells(long count) {
    cells += count;
  }

  void takeSteps(long count) throws TooLargeException {
    steps -= count;
    if (steps < 0) {
      throw new TooLargeException();
    }
  }
}
