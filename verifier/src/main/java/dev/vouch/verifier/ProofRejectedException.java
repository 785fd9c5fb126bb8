package dev.vouch.verifier;

import org.jspecify.annotations.Nullable;

/** A well-formed proof that does not convince. */
public final class ProofRejectedException extends VerificationException {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  ProofRejectedException(RejectionReason reason, String message) {
    this(reason, message, null);
  }

  ProofRejectedException(RejectionReason reason, String message, @Nullable Throwable cause) {
    this(reason, message, cause, -1);
  }

  private ProofRejectedException(
      RejectionReason reason, String message, @Nullable Throwable cause, int batchIndex) {
    super(message, cause, batchIndex);
    this.reason = reason;
  }

  ProofRejectedException inBatch(int index) {
    return new ProofRejectedException(reason, String.valueOf(getMessage()), this, index);
  }

  /** The check that failed. */
  public RejectionReason reason() {
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
    return reason.remedy();
  }
}
