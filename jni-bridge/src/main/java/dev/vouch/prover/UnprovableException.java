package dev.vouch.prover;

import dev.vouch.circuits.trace.CellFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of the inference is not allowed by the circuit. The message names its ONNX node only;
 * {@link #cells()} has index, value and allowed range: secrets.
 */
public final class UnprovableException extends ProverException {
  private static final long serialVersionUID = 1;

  private final transient List<CellFailure> cells;

  /**
   * A failure of the given cells.
   *
   * @param cells at least one
   */
  public UnprovableException(List<CellFailure> cells, @Nullable Throwable cause) {
    super(
        Reason.UNPROVABLE,
        "the inference cannot be proven; "
            + cells.get(0).where()
            + " holds a value that the circuit does not allow",
        cause);
    this.cells = List.copyOf(cells);
  }

  /** The first cells at fault, in the order of the network; secret. */
  public List<CellFailure> cells() {
    return cells;
  }

  @Override
  public String remedy() {
    return "run with --debug for the cell";
  }
}
