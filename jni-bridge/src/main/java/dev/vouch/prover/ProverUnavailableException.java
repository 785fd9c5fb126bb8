package dev.vouch.prover;

/** The native library could not be loaded; the message and the suppressed exceptions say why. */
public final class ProverUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  ProverUnavailableException(String message, Iterable<Throwable> causes) {
    super(message);
    causes.forEach(this::addSuppressed);
  }
}
