package dev.vouch.prover;

import java.util.concurrent.atomic.AtomicBoolean;

/** Stops proofs that were given it: {@link #cancel()} from any thread, any number of times. */
public final class Cancellation {
  private final AtomicBoolean requested = new AtomicBoolean();

  /**
   * Stops the calls that were given this object, now or later: each throws a {@link
   * ProverException} at its next step.
   */
  public void cancel() {
    requested.set(true);
  }

  /** Whether {@link #cancel} was called. */
  public boolean requested() {
    return requested.get();
  }
}
