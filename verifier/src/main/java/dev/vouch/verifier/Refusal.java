package dev.vouch.verifier;

/**
 * A failure that was foreseen: beside the exception's message, what follows from it. Exceptions of
 * all modules implement it, so that a program that reports failures need not know each of them.
 * Nothing that it tells is secret.
 */
public interface Refusal {
  /** Whose turn it is, or what is at fault. */
  enum Kind {
    /** A well-formed proof does not convince. */
    REJECTED,
    /** A file is not what it should be. */
    MALFORMED,
    /** An input does not fit the model. */
    INVALID_INPUT,
    /** A valid model cannot be proven by this version. */
    UNSUPPORTED_MODEL,
    /** The native library is not there, or does not load. */
    PROVER_UNAVAILABLE,
    /** Somebody asked to stop. */
    INTERRUPTED,
    /** The machine or the program itself. */
    INTERNAL
  }

  /** Decides what a caller can do about it at all. */
  Kind kind();

  /** The reason as one upper-case word for programs; it stays the same between versions. */
  default String reasonName() {
    return kind().name();
  }

  /** What to do, as far as the message does not say it; may be empty. */
  default String remedy() {
    return "";
  }
}
