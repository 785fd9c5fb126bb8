package dev.vouch.verifier.commitment;

import dev.vouch.verifier.Refusal;
import java.util.List;

/**
 * An input or output whose rows have no commitments of their own: it is public, or a point of it
 * spans several rows, as those of older models do. Or a model of which the parts take different
 * numbers of rows. The message says which.
 */
public final class NoRowFormatException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  NoRowFormatException(String message) {
    super(message);
  }

  /**
   * Where a model's circuits take different numbers of rows at once.
   *
   * @param rows the numbers
   */
  public static NoRowFormatException ofParts(List<Integer> rows) {
    return new NoRowFormatException(
        "the parts of the model take different numbers of rows at once: " + rows);
  }

  @Override
  public Kind kind() {
    return Kind.INVALID_INPUT;
  }

  @Override
  public String reasonName() {
    return "NO_ROW_FORMAT";
  }
}
