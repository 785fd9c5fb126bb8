package dev.vouch.prover;

import java.util.concurrent.atomic.AtomicBoolean;

/** Stops proofs that were given it: {@link #cancel()} from any thread, any number of times. */
public final class Cancellation {
  private final AtomicBoolean requested = new AtomicBoolean();

  public void cancel() {
    requested.set(true);
  }

  public boolean requested() {
    return requested.get();
  }
}
