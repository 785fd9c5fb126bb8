package dev.vouch.cli.console;

import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.TraceReport;
import dev.vouch.cli.report.UnsupportedSection;
import java.io.PrintWriter;
import java.util.List;

/**
 * Prints why a command failed: one line on standard error, and with a model that is refused one a
 * problem; an object with {@code --json}; with {@code --debug} also the cells at fault and the
 * stack trace.
 */
public record FailureReport(PrintWriter out, PrintWriter err, boolean json, boolean debug) {
  private static final String REFUSED = "the model is not supported:";

  /** Prints; returns the exit code. */
  public int print(Failure failure, Throwable cause) {
    UnsupportedSection unsupported = UnsupportedSection.of(cause);
    List<String> problems = Block.lines(unsupported.blocks());
    err.println("error: " + (problems.isEmpty() ? failure.message() : REFUSED));
    problems.forEach(err::println);
    TraceReport trace = TraceReport.of(cause);
    if (debug) {
      Block.lines(trace.blocks()).forEach(line -> err.println("  " + line));
      cause.printStackTrace(err);
    }
    err.flush();
    if (json) {
      Report report =
          debug
              ? Report.failure(failure, unsupported, trace)
              : Report.failure(failure, unsupported);
      out.println(report.json());
      out.flush();
    }
    return failure.exitCode();
  }
}
