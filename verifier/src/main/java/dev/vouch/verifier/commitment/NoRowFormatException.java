package dev.vouch.verifier.commitment;

import dev.vouch.verifier.Refusal;

/**
 * An input or output whose rows have no commitments of their own: it is public, or a point of it
 * spans several rows, as those of older models do. The message names it and says which.
 */
public final class NoRowFormatException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  NoRowFormatException(String message) {
    super(message);
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
