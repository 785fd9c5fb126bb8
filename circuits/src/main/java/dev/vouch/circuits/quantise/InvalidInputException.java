package dev.vouch.circuits.quantise;

import org.jspecify.annotations.Nullable;

/**
 * A network input that cannot be quantised: missing, of another shape, or holding NaN or infinity.
 * The message never contains values.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable InputCell cell;

  public InvalidInputException(String message) {
    super(message);
    this.cell = null;
  }

  /** A cell that is NaN or infinite. */
  InvalidInputException(InputCell cell) {
    super(
        "input '"
            + cell.input()
            + "' holds "
            + (Double.isNaN(cell.value()) ? "NaN" : "infinity")
            + " at "
            + cell.index()
            + "; the model takes "
            + cell.allowed()
            + " and clamps other numbers");
    this.cell = cell;
  }

  /** The cell that is no number; null if something else is wrong. */
  public @Nullable InputCell cell() {
    return cell;
  }
}
