package dev.vouch.verifier.rows;

import dev.vouch.verifier.Refusal;

/** Rows that are not those that were committed to. The message names the first that is not. */
public final class OtherDataException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  OtherDataException(String message) {
    super(message);
  }

  @Override
  public Kind kind() {
    return Kind.REJECTED;
  }

  @Override
  public String reasonName() {
    return "OTHER_DATA";
  }

  @Override
  public String remedy() {
    return "proofs and commitment; take those of the same data";
  }
}
