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
  /** The rates that circuits are chosen by. */
  public static final Rates COMPILER =
      new Rates(
          1,
          "kernels of a scalar prototype, one core of an x86-64; table rows scaled from the lookup"
              + " cell by products in the field",
          0.13,
          0.17,
          0.25,
          0.12,
          0.0018,
          4.5,
          3.6,
          2.7,
          6,
          0.12,
          0.06);
}
