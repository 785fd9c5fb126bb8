package dev.vouch.circuits.cost;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
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

  /**
   * The price of a byte of a compact proof, forty times as high: what saves b bytes may take 20·b
   * microseconds more.
   */
  private static final double MICROS_PER_COMPACT_BYTE = 20;

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

  /** What circuits of different width C differ in; {@code pads} is an estimate. */
  double width(ProofGoal goal, int columns, long proofRows, long modelRows, int pads) {
    return switch (goal) {
      case LATENCY -> plainWidth(columns, proofRows, modelRows, pads);
      case COMPACT -> compactWidth(columns, proofRows, modelRows, pads);
      case THROUGHPUT -> sharedWidth(columns, proofRows);
    };
  }

  /**
   * Wider rows are fewer rows: each costs the prover a blinder, the verifier a point and, unless it
   * is a weight's, the proof 32 bytes; but the opened row has C entries, each of which costs the
   * same again. The verifier's vector commitment has max(C, pads) points, so columns up to the
   * number of pads are cheaper.
   */
  private double plainWidth(int columns, long proofRows, long modelRows, int pads) {
    double once = rates.verifierPoint() * (modelRows + Math.max(columns, pads));
    return sharedWidth(columns, proofRows) + VERIFIER_WEIGHT * once;
  }

  /**
   * As {@link #plainWidth} where many proofs are verified together: the model's rows and the
   * generators are counted once for all, so that they do not matter to one.
   */
  private double sharedWidth(int columns, long proofRows) {
    double prover = rates.scalar() * columns + rates.row() * proofRows;
    double verifier = rates.verifierPoint() * proofRows;
    return prover + VERIFIER_WEIGHT * verifier + bytes(PrimeField.BYTES * (proofRows + columns));
  }

  /**
   * As {@link #plainWidth}, but the opened row is not sent: an argument of k rounds about N = 2^k ≥
   * max(C, pads) generators shows it, so a column costs no bytes but time on both sides. A column
   * bit is two messages more of the opening's sumcheck.
   */
  private double compactWidth(int columns, long proofRows, long modelRows, int pads) {
    int rounds = PaddedSpace.bitsOf(Math.max(columns, pads));
    double prover =
        rates.scalar() * columns + rates.row() * proofRows + argument(Math.max(columns, pads));
    double verifier = rates.verifierPoint() * (proofRows + modelRows + (1L << rounds));
    long elements = proofRows + 2L * PaddedSpace.bitsOf(columns) + 2L * rounds;
    return prover
        + VERIFIER_WEIGHT * verifier
        + MICROS_PER_COMPACT_BYTE * PrimeField.BYTES * elements;
  }

  /**
   * What making a proof compact takes beside its verification, on one core: in each of the k rounds
   * two sums of N/2 points (protocol.md §8.1).
   */
  private double argument(int length) {
    int rounds = PaddedSpace.bitsOf(length);
    return rates.verifierPoint() * rounds * (1L << rounds);
  }

  /**
   * What circuits with tables in different places differ in: the prover's time, what the verifier
   * takes more for direct tables, and the proof's bytes.
   */
  double tables(ProofGoal goal, Layout layout) {
    Plan plan = Plan.of(layout);
    double work = prover(CircuitCost.of(layout, plan)) + moreForDirectTables(layout.circuit());
    if (goal == ProofGoal.COMPACT && plan.compactable()) {
      return work
          + argument(Math.max(plan.columns(), plan.pads()))
          + MICROS_PER_COMPACT_BYTE * plan.compactMessageBytes();
    }
    return work + bytes(plan.messageBytes());
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
