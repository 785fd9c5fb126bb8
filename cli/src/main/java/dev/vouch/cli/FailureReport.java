package dev.vouch.cli;

import java.io.PrintWriter;

/** Prints why a command failed: one line on standard error, and an object with {@code --json}. */
record FailureReport(PrintWriter out, PrintWriter err, boolean json, boolean debug) {
  /** Prints; returns the exit code. */
  int print(Failure failure, Throwable cause) {
    err.println("error: " + failure.message());
    if (debug) {
      cause.printStackTrace(err);
    }
    err.flush();
    if (json) {
      out.println(JsonReport.failure(failure));
      out.flush();
    }
    return failure.exitCode();
  }
}
