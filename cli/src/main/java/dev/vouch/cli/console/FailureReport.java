package dev.vouch.cli.console;

import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.TraceReport;
import java.io.PrintWriter;

/**
 * Prints why a command failed: one line on standard error, and an object with {@code --json}; with
 * {@code --debug} also the cells at fault and the stack trace.
 */
public record FailureReport(PrintWriter out, PrintWriter err, boolean json, boolean debug) {
  /** Prints; returns the exit code. */
  public int print(Failure failure, Throwable cause) {
    err.println("error: " + failure.message());
    TraceReport trace = TraceReport.of(cause);
    if (debug) {
      Block.lines(trace.blocks()).forEach(line -> err.println("  " + line));
      cause.printStackTrace(err);
    }
    err.flush();
    if (json) {
      Report report = debug ? Report.failure(failure, trace) : Report.failure(failure);
      out.println(report.json());
      out.flush();
    }
    return failure.exitCode();
  }
}
