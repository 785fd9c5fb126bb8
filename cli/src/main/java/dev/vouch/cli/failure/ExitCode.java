package dev.vouch.cli.failure;

/** Exit codes of every command. They are API: scripts rely on them. */
public final class ExitCode {
  /** Done, or the proof is accepted. */
  public static final int OK = 0;

  /** The proof is rejected, or the key is not of the architecture. */
  public static final int REJECTED = 1;

  /** Wrong options, or files that are not there. */
  public static final int USAGE = 2;

  /** A file that is not what it should be. */
  public static final int MALFORMED = 3;

  /** A valid model that vouch cannot prove. */
  public static final int UNSUPPORTED = 4;

  /** The native prover could not be loaded. */
  public static final int NO_PROVER = 5;

  /** Numbers are less accurate than asked for: a gate of {@code check}, or {@code --strict}. */
  public static final int GATE_MISSED = 6;

  /** A defect of vouch, or a machine out of memory or disk. */
  public static final int INTERNAL = 70;

  /** Stopped by the user. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
