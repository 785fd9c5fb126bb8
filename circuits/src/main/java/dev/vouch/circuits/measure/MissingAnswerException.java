package dev.vouch.circuits.measure;

/** Compiling asked for a number that was not recorded: it compiles another network. */
public final class MissingAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of the kind and name that were asked for. */
  public MissingAnswerException(String kind, String name) {
    super("no number '" + kind + "' is given for " + name);
  }
}
