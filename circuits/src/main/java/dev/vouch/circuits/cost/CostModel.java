package dev.vouch.circuits.cost;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.layout.Layout;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.plan.Plan;

/**
 * What a proof costs, in microseconds of one core at given {@link Rates}: one function for each
 * choice that the compiler makes by cost, and the whole prover's. All are estimates. Immutable.
 */
public final class CostModel {
  /** The model that the compiler chooses by. */
  public static final CostModel COMPILER = new CostModel(Rates.COMPILER);

  /** A microsecond of the verifier counts half as much as one of the prover. */
  private static final double VERIFIER_WEIGHT = 0.5;

  /** The price of a byte of a proof: the time to send it at 16 Mbit/s. */
  private static final double MICROS_PER_PROOF_BYTE = 0.5;

  private final Rates rates;

  public CostModel(Rates rates) {
    this.rates = rates;
  }

  /** The rates it works with. */
  public Rates rates() {
    return rates;
  }

  /**
   * A part of the prover's work: digit·D + lookupCell·L + tableRow·R + directRow·T +
   * multiplyAdd·(weights + operandCells + covectorCells) + row·rows.
   */
  public double part(CircuitCounts counts) {
    return rates.digit() * counts.digits()
        + rates.lookupCell() * counts.lookupCells()
        + rates.tableRow() * counts.tableRows()
        + rates.directRow() * counts.directRows()
        + rates.multiplyAdd() * (counts.weights() + counts.operandCells() + counts.covectorCells())
        + rates.row() * counts.rows();
  }

  /** What belongs to no part of the circuit: scalar·(C + 2P) + round·rounds. */
  public double shared(CircuitCost cost) {
    return rates.scalar() * (cost.columns() + 2.0 * cost.messages())
        + rates.round() * cost.rounds();
  }

  /** The prover's work: {@link #part} of all counts and {@link #shared}. */
  public double prover(CircuitCost cost) {
    return part(cost.counts()) + shared(cost);
  }

  /** What layouts of one program differ in: lookupCell·L + digit·D + tableRow·R. */
  public double layout(LayoutCost cost) {
    return rates.lookupCell() * cost.lookupCells()
        + rates.digit() * cost.committedDigits()
        + rates.tableRow() * cost.tableRows();
  }

  /**
   * What circuits of different width C differ in. Wider rows are fewer rows: each costs the prover
   * a blinder, the verifier a point and, unless it is a weight's, the proof 32 bytes; but the
   * opened row has C entries, each of which costs the same again. The verifier's vector commitment
   * has max(C, pads) points, so columns up to the number of pads are cheaper.
   */
  double width(long columns, long proofRows, long modelRows, long pads) {
    double prover = rates.scalar() * columns + rates.row() * proofRows;
    double verifier = rates.verifierPoint() * (proofRows + modelRows + Math.max(columns, pads));
    return prover + VERIFIER_WEIGHT * verifier + bytes(PrimeField.BYTES * (proofRows + columns));
  }

  /**
   * What circuits with tables in different places differ in: the prover's time, what the verifier
   * takes more for direct tables, and the proof's bytes.
   */
  double tables(Layout layout) {
    Plan plan = Plan.of(layout);
    return prover(CircuitCost.of(layout, plan))
        + moreForDirectTables(layout.circuit())
        + bytes(plan.messageBytes());
  }

  /** What direct tables cost the verifier more than those in the tree (protocol.md §4). */
  double moreForDirectTables(Circuit circuit) {
    double micros = 0;
    for (Table table : circuit.tables()) {
      if (table.direct()) {
        long rows = circuit.tensors().get(table.multiplicity()).size();
        long stored =
            table.columns().stream()
                .filter(column -> circuit.tensors().get(column).kind() == TensorKind.CONST)
                .count();
        micros += rows * (rates.verifierDirectRow() - rates.verifierStoredValue() * stored);
      }
    }
    return micros;
  }

  /**
   * What orders of a weight's axes differ in: a point of the verifier for each row, and the cells
   * that the prover reads.
   */
  public double axisOrder(long rows, double cellsRead) {
    return VERIFIER_WEIGHT * rates.verifierPoint() * rows + rates.multiplyAdd() * cellsRead;
  }

  private static double bytes(long bytes) {
    return MICROS_PER_PROOF_BYTE * bytes;
  }
}
