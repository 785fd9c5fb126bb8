package dev.vouch.cli.failure;

/** A command cannot go on. Its message is complete: what is wrong; where; how to fix it. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String reason;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param reason upper-case name for programs to read
   */
  public CommandException(int exitCode, String reason, String message) {
    super(message);
    this.exitCode = exitCode;
    this.reason = reason;
  }

  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, "USAGE", message);
  }

  /** An input file that does not fit the model. */
  public static CommandException invalidInput(String message) {
    return new CommandException(ExitCode.MALFORMED, "INVALID_INPUT", message);
  }

  int exitCode() {
    return exitCode;
  }

  String reason() {
    return reason;
  }
}
