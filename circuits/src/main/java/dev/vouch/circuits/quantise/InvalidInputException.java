package dev.vouch.circuits.quantise;

import dev.vouch.verifier.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A network input that cannot be taken: missing, of another shape, or holding NaN, infinity or an
 * integer outside the declared range; or one for which the network has no result. The message never
 * contains values.
 */
public class InvalidInputException extends RuntimeException implements Refusal {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable InputCell cell;

  public InvalidInputException(String message) {
    super(message);
    this.cell = null;
  }

  /** A cell that is NaN or infinite, or an integer outside the range. */
  InvalidInputException(InputCell cell) {
    super(
        "input '"
            + cell.input()
            + "' holds "
            + kind(cell.value())
            + " at "
            + cell.index()
            + "; the model takes "
            + cell.allowed()
            + (Double.isFinite(cell.value()) ? "" : " and clamps other numbers"));
    this.cell = cell;
  }

  private InvalidInputException(String message, @Nullable InputCell cell) {
    super(message);
    this.cell = cell;
  }

  /** The same, with the number of the row of data in its message. */
  public final InvalidInputException inRow(long row) {
    return new InvalidInputException("row " + row + ": " + getMessage(), cell);
  }

  private static String kind(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value) ? "infinity" : "an integer outside the range";
  }

  /** The cell that cannot be taken; null if something else is wrong. */
  public final @Nullable InputCell cell() {
    return cell;
  }

  @Override
  public final Kind kind() {
    return Kind.INVALID_INPUT;
  }
}
