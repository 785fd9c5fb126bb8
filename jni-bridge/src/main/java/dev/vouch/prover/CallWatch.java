package dev.vouch.prover;

import dev.vouch.prover.ffi.ControlBlock;

/**
 * Watches one native call from a thread of its own: passes progress on, and asks the prover to stop
 * when the cancellation or an interrupt of the calling thread asks for it. (Native code cannot see
 * an interrupt, and callbacks from native threads are dear.)
 */
final class CallWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 20;

  private final ControlBlock control;
  private final ProveOptions options;
  private final Thread caller = Thread.currentThread();
  private final Thread watcher;

  CallWatch(ControlBlock control, ProveOptions options) {
    this.control = control;
    this.options = options;
    this.watcher = new Thread(this::watch, "vouch-progress");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    try {
      while (true) {
        if (options.cancellation().requested() || caller.isInterrupted()) {
          control.cancel();
        }
        ControlBlock.Progress p = control.progress();
        options.listener().progress(Stage.of(p.stage()), p.done(), p.total());
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      // the call has returned
    }
  }

  /** Stops watching; when it returns the listener is not called again. */
  @Override
  public void close() {
    watcher.interrupt();
    boolean interrupted = false;
    while (watcher.isAlive() && Thread.currentThread() != watcher) {
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
