package dev.vouch.verifier.commitment;

import dev.vouch.verifier.Refusal;

/** An opening that is not one of what a proof holds. The message names tensor and rows. */
public final class OpeningRejectedException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The proof has no such hidden input or output, or its rows have no points of their own. */
    OPENING_TENSOR,
    /** The proof is not about all of these rows. */
    OPENING_ROWS,
    /** Not as many values or blinders as a row has, or a value outside its range. */
    OPENING_VALUES,
    /** The commitment is to other values. */
    OPENING
  }

  private final Reason reason;

  OpeningRejectedException(Reason reason, TensorOpening opening, String why) {
    super("an opening of " + opening.text() + ": " + why);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  @Override
  public Kind kind() {
    return Kind.REJECTED;
  }

  @Override
  public String reasonName() {
    return reason.name();
  }

  @Override
  public String remedy() {
    return "opening; get one that reveal made of the openings of this proof";
  }
}
