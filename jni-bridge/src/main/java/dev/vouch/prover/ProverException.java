package dev.vouch.prover;

import dev.vouch.verifier.Refusal;
import org.jspecify.annotations.Nullable;

/** Proving failed; the subclass or {@link #reason()} says how. Messages hold no secret. */
public class ProverException extends Exception implements Refusal {
  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Reason {
    /** The circuit was refused: the model file is damaged or from another version. */
    INVALID_MODEL,
    /**
     * A node has no result for the input, as a division by 0: a value lies outside its declared
     * range, or a lookup has no row.
     */
    UNPROVABLE,
    /** {@link ProveOptions#strict}, and the inference is one of which values were cut off. */
    SATURATED,
    /** {@link ProveOptions#strict}, and an output is coarse. */
    COARSE,
    /** What passes between parts of a chain is given, and is not what passes. */
    CHAIN_BOUNDARY,
    /** Rows that are committed already are none of the model's. */
    COMMITTED_INPUT,
    /** {@link Cancellation} or an interrupt. */
    CANCELLED,
    /** The operating system gave no randomness. */
    RANDOMNESS,
    OUT_OF_MEMORY,
    /** A defect of the prover. */
    INTERNAL
  }

  private final Reason reason;

  ProverException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What kind of failure it is. */
  public final Reason reason() {
    return reason;
  }

  @Override
  public final Kind kind() {
    return switch (reason) {
      case INVALID_MODEL -> Kind.MALFORMED;
      case SATURATED, COARSE, CHAIN_BOUNDARY, COMMITTED_INPUT, UNPROVABLE -> Kind.INVALID_INPUT;
      case CANCELLED -> Kind.INTERRUPTED;
      case RANDOMNESS, OUT_OF_MEMORY, INTERNAL -> Kind.INTERNAL;
    };
  }

  @Override
  public final String reasonName() {
    return reason.name();
  }
}
