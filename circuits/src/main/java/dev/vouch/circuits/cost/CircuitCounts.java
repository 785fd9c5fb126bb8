package dev.vouch.circuits.cost;

import java.util.function.Consumer;

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
  /** Nothing. */
  public static final CircuitCounts NONE = of(parts -> {});

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

  /** The counts, set by name; those not set are 0. */
  static CircuitCounts of(Consumer<Parts> set) {
    Parts parts = new Parts();
    set.accept(parts);
    return new CircuitCounts(
        parts.committedCells,
        parts.digits,
        parts.lookupCells,
        parts.tableRows,
        parts.directRows,
        parts.weights,
        parts.operandCells,
        parts.covectorCells,
        parts.rows,
        parts.modelRows,
        parts.productTerms,
        parts.multiplications);
  }

  /** Counts on their way to {@link #of}. */
  static final class Parts {
    long committedCells;
    long digits;
    long lookupCells;
    long tableRows;
    long directRows;
    long weights;
    long operandCells;
    long covectorCells;
    long rows;
    long modelRows;
    long productTerms;
    long multiplications;

    private Parts() {}
  }
}
