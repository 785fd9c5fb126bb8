package dev.vouch.prover;

/**
 * Rows that are committed already are none of the model's: an input has another format, or a row is
 * not there or does not fit. The message names the input or the row and what is wrong, never
 * values.
 */
public final class CommittedInputException extends ProverException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  private CommittedInputException(String message, String remedy) {
    super(Reason.COMMITTED_INPUT, message, null);
    this.remedy = remedy;
  }

  /** An input of the model is not what was committed to. */
  static CommittedInputException ofFormat(String message) {
    return new CommittedInputException(
        message,
        "commit to the data with this model's key, or compile the model for the format of the"
            + " committed data");
  }

  /** A row is not there, or none. */
  static CommittedInputException ofRow(String message) {
    return new CommittedInputException(message, "use the openings of all rows that are proven");
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
