package dev.vouch.circuits.cost;

/**
 * What one proof makes the prover work on, in a circuit or a part of one: parts add up.
 *
 * @param committedCells values committed for each proof, multiplicities included
 * @param digits D: non-zero signed 8-bit digits of the committed cells, bounded by their declared
 *     ranges; of multiplicities at most what the number of looked-up cells allows
 * @param lookupCells L: cells of all lookups
 * @param tableRows R: rows of the tables in the lookup tree
 * @param directRows rows of the tables outside it (protocol.md §4)
 * @param weights cells of weight tensors, which are committed once a model and opened in each proof
 * @param operandCells cells of both operands of each product of two tensors, once for each covector
 *     that reaches it (protocol.md §5)
 * @param covectorCells committed cells of each proof, once for each covector that reaches them
 *     (protocol.md §7)
 * @param rows rows of commitments of each proof
 * @param modelRows rows of the weights' commitment
 * @param productTerms terms that multiply two tensors
 * @param multiplications products of two cells in those terms
 */
public record CircuitCounts(
    long committedCells,
    long digits,
    long lookupCells,
    long tableRows,
    long directRows,
    long weights,
    long operandCells,
    long covectorCells,
    long rows,
    long modelRows,
    long productTerms,
    long multiplications) {
  private static final double MICROS_PER_DIGIT = 0.13;
  private static final double MICROS_PER_LOOKUP_CELL = 0.17;
  private static final double MICROS_PER_TABLE_ROW = 0.25;
  private static final double MICROS_PER_DIRECT_ROW = 0.12;
  private static final double MICROS_PER_MULTIPLY_ADD = 0.0018;
  private static final double MICROS_PER_ROW = 4.5;

  /** Nothing. */
  public static final CircuitCounts NONE = new CircuitCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public CircuitCounts plus(CircuitCounts other) {
    return new CircuitCounts(
        committedCells + other.committedCells,
        digits + other.digits,
        lookupCells + other.lookupCells,
        tableRows + other.tableRows,
        directRows + other.directRows,
        weights + other.weights,
        operandCells + other.operandCells,
        covectorCells + other.covectorCells,
        rows + other.rows,
        modelRows + other.modelRows,
        productTerms + other.productTerms,
        multiplications + other.multiplications);
  }

  /**
   * Estimated microseconds of one core at the rates of {@link CircuitCost}: 0.13·D + 0.17·L +
   * 0.25·R + 0.12·directRows + 0.0018·(weights + operandCells + covectorCells) + 4.5·rows.
   */
  public double micros() {
    return MICROS_PER_DIGIT * digits
        + MICROS_PER_LOOKUP_CELL * lookupCells
        + MICROS_PER_TABLE_ROW * tableRows
        + MICROS_PER_DIRECT_ROW * directRows
        + MICROS_PER_MULTIPLY_ADD * (weights + operandCells + covectorCells)
        + MICROS_PER_ROW * rows;
  }
}
