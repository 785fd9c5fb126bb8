package dev.vouch.verifier;

/** A key or a proof that is of another model than the one that was asked for. */
public final class WrongModelException extends VerificationException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String actual;

  WrongModelException(String what, ModelId expected, ModelId actual) {
    super(what + " model " + actual + ", not " + expected, null, -1);
    this.expected = expected.hex();
    this.actual = actual.hex();
  }

  /** The model that was asked for. */
  public ModelId expected() {
    return ModelId.parse(expected);
  }

  /** The model that the key is of. */
  public ModelId actual() {
    return ModelId.parse(actual);
  }

  @Override
  public Kind kind() {
    return Kind.REJECTED;
  }

  /** {@code MODEL_ID}, as where a proof names another model than its key. */
  @Override
  public String reasonName() {
    return RejectionReason.MODEL_ID.name();
  }

  @Override
  public String remedy() {
    return RejectionReason.MODEL_ID.remedy();
  }
}
