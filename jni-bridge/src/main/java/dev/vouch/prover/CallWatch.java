package dev.vouch.prover;

import dev.vouch.prover.ffi.ControlBlock;
import org.jspecify.annotations.Nullable;

/**
 * Watches one native call from a thread of its own: passes progress on, and asks the prover to stop
 * when the cancellation or an interrupt of the calling thread asks for it. (Native code cannot see
 * an interrupt, and callbacks from native threads are dear.) A listener that throws stops the proof
 * too.
 */
final class CallWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 20;

  private final ControlBlock control;
  private final ProveOptions options;
  private final Thread caller = Thread.currentThread();
  private final Thread watcher;
  private volatile @Nullable RuntimeException listenerFailure;

  CallWatch(ControlBlock control, ProveOptions options) {
    this.control = control;
    this.options = options;
    this.watcher = new Thread(this::watch, "vouch-progress");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Spares the native call where the proof is to stop before it began. */
  void requireNotCancelled() throws ProverException {
    if (stopRequested()) {
      throw new ProverException(ProverException.Reason.CANCELLED, "cancelled", null);
    }
  }

  private boolean stopRequested() {
    return options.cancellation().requested() || caller.isInterrupted();
  }

  private void watch() {
    try {
      while (listenerFailure == null) {
        report();
        if (stopRequested()) {
          control.cancel();
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      // the call has returned
    }
  }

  private void report() {
    try {
      ControlBlock.Progress p = control.progress();
      options.listener().progress(Stage.of(p.stage()), p.done(), p.total());
    } catch (RuntimeException e) {
      listenerFailure = e;
      control.cancel();
    }
  }

  /** What the listener threw, if it did. */
  @Nullable RuntimeException listenerFailure() {
    return listenerFailure;
  }

  /** Stops watching; when it returns the listener is not called again. */
  @Override
  public void close() {
    watcher.interrupt();
    boolean interrupted = false;
    while (watcher.isAlive()) {
      try {
        watcher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
