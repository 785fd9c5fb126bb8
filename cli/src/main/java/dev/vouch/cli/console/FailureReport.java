package dev.vouch.cli.console;

import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.failure.TraceReport;
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
      trace.lines().forEach(line -> err.println("  " + line));
      cause.printStackTrace(err);
    }
    err.flush();
    if (json) {
      JsonReport report = JsonReport.failure(failure);
      if (debug) {
        trace.put(report.root());
      }
      out.println(report);
      out.flush();
    }
    return failure.exitCode();
  }
}
