package dev.vouch.verifier.transcript;

/** Bytes that are no sequence of messages. */
public final class MessageException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with them. */
  public enum Reason {
    /** They end inside or before a message. */
    TRUNCATED,
    /** A scalar is not below |F|. */
    NON_CANONICAL_SCALAR,
    /** x ≥ q, or off the curve. */
    NOT_A_POINT,
    /** Something is left after the last message. */
    TRAILING_BYTES
  }

  private final Reason reason;
  private final String label;
  private final int offset;

  MessageException(Reason reason, String label, int offset) {
    super(reason + " at byte " + offset + " (" + label + ")");
    this.reason = reason;
    this.label = label;
    this.offset = offset;
  }

  /** What is wrong with the message. */
  public Reason reason() {
    return reason;
  }

  /** Label of the message that was being read. */
  public String label() {
    return label;
  }

  /** Where in the messages, in bytes. */
  public int offset() {
    return offset;
  }
}
