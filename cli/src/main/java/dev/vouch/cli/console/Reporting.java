package dev.vouch.cli.console;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command speaks: results on standard output, everything else on standard error; the options
 * that every command has.
 */
public final class Reporting {
  /** Set by the launcher when standard error is a terminal. */
  static final String TERMINAL_PROPERTY = "vouch.terminal";

  @Option(names = "--json", description = "Print one JSON object, on failure too.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = {
        "No messages but errors and warnings;",
        "compile, prove and verify then print nothing but what --json asks for."
      })
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "More messages.")
  private boolean verbose;

  /** {@code Vouch} looks for it too, before parsing can fail. */
  @Option(
      names = "--debug",
      description = "With errors: stack traces, and the cells at fault with their values.")
  private boolean debug;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private @Nullable PrintWriter plainOut;
  private @Nullable PrintWriter plainErr;

  /** That of a command without options but {@code --json}, made without the parser. */
  public static Reporting plain(PrintWriter out, PrintWriter err, boolean json) {
    Reporting reporting = new Reporting();
    reporting.plainOut = out;
    reporting.plainErr = err;
    reporting.json = json;
    return reporting;
  }

  private PrintWriter out() {
    return plainOut != null ? plainOut : command().commandLine().getOut();
  }

  private PrintWriter err() {
    return plainErr != null ? plainErr : command().commandLine().getErr();
  }

  private CommandSpec command() {
    if (command == null) {
      throw new IllegalStateException("not part of a command");
    }
    return command;
  }

  public boolean json() {
    return json;
  }

  /** Whether the user asked for the values of his own data. */
  public boolean debug() {
    return debug;
  }

  /** Whether {@link #detail} says anything. */
  public boolean verbose() {
    return verbose && !quiet;
  }

  /** What is going on, on standard error. */
  public void log(String message) {
    if (!quiet) {
      line(message);
    }
  }

  /** Details, with {@code -v} only. */
  public void detail(String message) {
    if (verbose()) {
      line(message);
    }
  }

  public void warn(String message) {
    line("warning: " + message);
  }

  private void line(String message) {
    err().println(Printable.text(message));
    err().flush();
  }

  /** A line of a result that comes piece by piece; with {@code --json} it goes to the log. */
  public void tell(String line) {
    if (json) {
      log(line);
    } else {
      out().println(Printable.text(line));
      out().flush();
    }
  }

  /**
   * Prints what the command has to say: the object with {@code --json}, else the text, and on
   * standard error why it failed.
   *
   * @return the exit code
   * @throws UncheckedIOException if standard output is full or closed: a result that nobody got is
   *     no success
   */
  public int print(Report report) {
    String text = json ? Printable.json(report.json()) : Printable.text(report.text());
    if (!text.isEmpty()) {
      out().print(text + "\n");
    }
    // This also flushes; a PrintWriter throws nothing.
    boolean lost = out().checkError();
    Failure failure = report.failure();
    if (failure != null) {
      line("error: " + failure.message());
      return failure.exitCode();
    }
    if (lost) {
      throw new UncheckedIOException(new IOException("standard output cannot be written to"));
    }
    return ExitCode.OK;
  }

  /**
   * As {@link #print}, for a report that tells no more than that all went well: with {@code -q} the
   * exit code tells that, and where standard output carries a file, text goes to the log.
   */
  public int confirm(Report report, List<OutputFile> files) {
    if (quiet && !json && report.failure() == null) {
      return ExitCode.OK;
    }
    for (OutputFile file : files) {
      if (file.isStandardOutput()) {
        log(report.text());
        return ExitCode.OK;
      }
    }
    return print(report);
  }

  /** A progress bar, silent where standard error is no terminal. */
  public ProgressBar progress() {
    return new ProgressBar(err(), !quiet && Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  /** Checks that not two of {@code --json} and the files write to standard output. */
  public void requireFreeStandardOutput(List<OutputFile> files) throws CommandException {
    long uses = files.stream().filter(OutputFile::isStandardOutput).count() + (json ? 1 : 0);
    if (uses > 1) {
      throw CommandException.usage(
          "too much is written to standard output; '-', --json; give output files names");
    }
  }
}
