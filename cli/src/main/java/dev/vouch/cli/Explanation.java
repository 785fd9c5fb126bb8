package dev.vouch.cli;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.prover.Prover;
import dev.vouch.prover.UnprovableException;
import java.util.List;
import java.util.Map;

/** Checks an inference cell by cell before it is proven, for {@code --debug}. */
final class Explanation {
  private static final int MOST_CLAMPED = 10;

  private Explanation() {}

  /**
   * Warns of inputs that are clamped, and checks every assertion of the circuit.
   *
   * @throws UnprovableException with the cells at fault
   */
  static void requireProvable(
      Prover prover, IntegerProgram program, Map<String, TensorData> sample, Reporting reporting)
      throws UnprovableException {
    program
        .clampedInputs(sample, MOST_CLAMPED)
        .forEach(cell -> reporting.warn(TraceReport.text(cell) + ": clamped"));
    List<CellFailure> cells = prover.explain(sample);
    if (!cells.isEmpty()) {
      throw new UnprovableException(cells, null);
    }
  }
}
