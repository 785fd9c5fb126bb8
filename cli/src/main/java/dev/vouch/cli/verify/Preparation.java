package dev.vouch.cli.verify;

import dev.vouch.verifier.Verifier;

/**
 * Prepares the verifier while the command reads its files. A subclass of Thread and no lambda: the
 * first lambda of a JVM takes as long as the rest of the preparation, and the command has one.
 */
public final class Preparation extends Thread {
  public Preparation() {
    super("preparation");
    setDaemon(true);
    setUncaughtExceptionHandler(new Silent());
  }

  @Override
  public void run() {
    Verifier.prepare();
  }

  /** The command meets the same failure, and reports it. */
  private static final class Silent implements UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}
  }
}
