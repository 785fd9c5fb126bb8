package dev.vouch.prover;

import dev.vouch.verifier.Refusal;

/** The native library could not be loaded; the message and the suppressed exceptions say why. */
public final class ProverUnavailableException extends Exception implements Refusal {
  private static final long serialVersionUID = 1;

  ProverUnavailableException(String message, Iterable<Throwable> causes) {
    super(message);
    causes.forEach(this::addSuppressed);
  }

  @Override
  public Kind kind() {
    return Kind.PROVER_UNAVAILABLE;
  }

  @Override
  public String remedy() {
    return "vouch doctor shows where it was looked for, and how to get it";
  }
}
