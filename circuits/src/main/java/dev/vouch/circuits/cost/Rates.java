package dev.vouch.circuits.cost;

/**
 * What one unit of work costs, in microseconds of one core, set-up taken as kept between proofs.
 * {@link CostModel} says what the units are multiplied with. The compiler chooses by {@link
 * #COMPILER} and never by the machine it runs on: equal networks give equal circuits everywhere.
 * Immutable.
 *
 * @param version grows with each change of {@link #COMPILER}: other rates, other circuits
 * @param basis machine and date of the measurement, and what was measured
 * @param digit a non-zero signed 8-bit digit of a committed cell
 * @param lookupCell a cell of a lookup in the tree (protocol.md §4)
 * @param tableRow a row of a table in the tree
 * @param directRow a row of a table outside the tree
 * @param multiplyAdd a small integer times a field element, added to a sum
 * @param row the blinder of a row of commitments
 * @param scalar a random scalar of a committed row
 * @param round the transcript of a sumcheck round
 * @param verifierPoint a point of the verifier's multi-scalar multiplication
 * @param verifierDirectRow what the verifier takes more for a direct row than for one in the tree
 * @param verifierStoredValue what of it a stored value of the row saves
 */
public record Rates(
    int version,
    String basis,
    double digit,
    double lookupCell,
    double tableRow,
    double directRow,
    double multiplyAdd,
    double row,
    double scalar,
    double round,
    double verifierPoint,
    double verifierDirectRow,
    double verifierStoredValue) {
  /**
   * The rates that circuits are chosen by: {@code cargo bench --bench rates} and, for the lookup
   * cell, {@code --bench kernels} at 2^15 leaves, with the engine that most machines have; table
   * rows scaled from the lookup cell by products in the field (docs/performance.md).
   */
  public static final Rates COMPILER =
      new Rates(
          2,
          "kernels of this prover with AVX2, one core of an AMD EPYC, November 2026",
          0.094,
          0.178,
          0.246,
          0.117,
          0.00087,
          2.71,
          2.27,
          1.44,
          6,
          0.12,
          0.06);
}
