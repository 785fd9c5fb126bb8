package dev.vouch.cli.console;

import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;

/**
 * What is left to do when the user ends a command (Ctrl-C): a progress bar goes, and with {@code
 * --json} there is one object all the same. A shutdown hook runs it.
 */
public final class Interruption implements Runnable {
  private final FailureReport failures;
  private volatile boolean done;

  public Interruption(FailureReport failures) {
    this.failures = failures;
  }

  /** The command has ended by itself: nothing is left to do. */
  public void done() {
    done = true;
  }

  @Override
  public void run() {
    if (!done) {
      if (Boolean.getBoolean(Reporting.TERMINAL_PROPERTY)) {
        failures.err().print(ProgressBar.CLEAR_LINE);
      }
      Failure stopped = new Failure(ExitCode.INTERRUPTED, "INTERRUPTED", "stopped before the end");
      failures.print(stopped, new InterruptedException());
    }
  }
}
