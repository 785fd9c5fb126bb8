package dev.vouch.cli.report;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.prover.CommittedInputException;
import dev.vouch.prover.OpenedRows;
import dev.vouch.prover.Prover;
import dev.vouch.prover.UnprovableException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checks an inference cell by cell before it is proven, for {@code --debug}. */
public final class Explanation {
  private static final int MOST_CLAMPED = 10;

  private Explanation() {}

  /**
   * Names inputs that are clamped, and checks every assertion of the circuit.
   *
   * @param sample inputs that are not committed already
   * @param committed rows of those that are
   * @param warnings takes a line for each clamped cell
   * @throws UnprovableException with the cells at fault
   */
  public static void requireProvable(
      Prover prover,
      IntegerProgram program,
      Map<String, TensorData> sample,
      OpenedRows committed,
      Consumer<String> warnings)
      throws UnprovableException, CommittedInputException {
    program
        .clampedInputs(sample, MOST_CLAMPED)
        .forEach(cell -> warnings.accept(TraceReport.text(cell) + ": clamped"));
    List<CellFailure> cells = prover.explain(sample, committed);
    if (!cells.isEmpty()) {
      throw new UnprovableException(cells, null);
    }
  }
}
