package dev.vouch.cli;

/** Exit codes of every command. They are API: scripts rely on them. */
final class ExitCode {
  /** Done, or the proof is accepted. */
  static final int OK = 0;

  /** The proof is rejected. */
  static final int REJECTED = 1;

  /** Wrong options, or files that are not there. */
  static final int USAGE = 2;

  /** A file that is not what it should be. */
  static final int MALFORMED = 3;

  /** A valid model that vouch cannot prove. */
  static final int UNSUPPORTED = 4;

  /** The native prover could not be loaded. */
  static final int NO_PROVER = 5;

  /** {@code check}: the model is less accurate than asked for. */
  static final int GATE_MISSED = 6;

  /** A defect of vouch, or a machine out of memory or disk. */
  static final int INTERNAL = 70;

  /** Stopped by the user. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
