package dev.vouch.circuits.onnx;

/**
 * How many cells the values of a model may have, counted before memory is allocated. What the
 * model's files hold byte by byte is bounded by their length; a small file can ask for much more by
 * naming the same external data again and again, by sparse tensors, and by operators that expand or
 * double what they read. That growth is bounded by what is stored: with s stored cells and g =
 * {@value #GROWTH} + s,
 *
 * <ul>
 *   <li>each computed value has at most g cells,
 *   <li>all constants that are not stored as such have at most {@value #GROWTH} + 8·s together,
 *   <li>all computed values have at most 64·g together.
 * </ul>
 *
 * <p>Real networks stay far below: the largest of their values are of the order of their weights,
 * or small. Not thread-safe.
 */
public final class CellBudget {
  /** What a model without any weights may grow to: 128 MiB of doubles. */
  public static final long GROWTH = 1L << 24;

  private static final long CONSTANTS_A_STORED_CELL = 8;
  private static final long VALUES = 64;

  private final long total;
  private long constants;
  private long stored;
  private long grown;
  private long computed;

  /**
   * A budget of which nothing is taken.
   *
   * @param total most cells that all constants together, and each computed value, may have, however
   *     much is stored
   */
  public CellBudget(long total) {
    this.total = total;
  }

  /**
   * Takes cells for one more constant that the model's files hold.
   *
   * @throws MalformedModelException if too many were taken
   */
  public void store(long cells, String value) throws MalformedModelException {
    takeConstant(cells, value);
    stored += cells;
  }

  /**
   * Takes cells for one more constant that is made of others.
   *
   * @throws MalformedModelException if too many were taken
   */
  public void grow(long cells, String value) throws MalformedModelException {
    takeConstant(cells, value);
    long most = GROWTH + CONSTANTS_A_STORED_CELL * stored;
    grown += cells;
    if (grown > most) {
      throw new MalformedModelException(
          "constants grow to more than "
              + most
              + " cells, far beyond the "
              + stored
              + " that the model stores, at '"
              + value
              + "' with "
              + cells
              + " cells");
    }
  }

  private void takeConstant(long cells, String value) throws MalformedModelException {
    if (cells > total - constants) {
      throw new MalformedModelException(
          "the constants of the model have more than "
              + total
              + " cells together, reached at '"
              + value
              + "' with "
              + cells
              + " cells");
    }
    constants += cells;
  }

  /** Most cells that one computed value may have. */
  public long mostComputed() {
    return Math.min(total, GROWTH + stored);
  }

  /** Takes cells for one more computed value; whether all of them are few enough. */
  public boolean compute(long cells) {
    computed += cells;
    return computed <= VALUES * mostComputed();
  }
}
