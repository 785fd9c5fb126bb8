package dev.vouch.circuits.onnx;

/**
 * How many cells all constants of a model may have together, counted before memory is allocated: a
 * small file can ask for much by naming the same external data again and again, or by operators
 * that expand constants.
 */
public final class CellBudget {
  private final long total;
  private long left;

  public CellBudget(long total) {
    this.total = total;
    this.left = total;
  }

  /**
   * Takes cells for one more constant.
   *
   * @throws MalformedModelException if too many were taken
   */
  public void take(long cells, String value) throws MalformedModelException {
    if (cells > left) {
      throw new MalformedModelException(
          "the constants of the model have more than "
              + total
              + " cells together, reached at '"
              + value
              + "' with "
              + cells
              + " cells");
    }
    left -= cells;
  }
}
