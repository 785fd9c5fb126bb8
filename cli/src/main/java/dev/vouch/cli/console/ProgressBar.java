package dev.vouch.cli.console;

import java.io.PrintWriter;

/** One line on a terminal that is written over as work goes on, and removed at the end. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 24;
  static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean enabled;
  private String shown = "";

  ProgressBar(PrintWriter err, boolean enabled) {
    this.err = err;
    this.enabled = enabled;
  }

  /** Shows a state; thread-safe. A total of 0 shows no bar. */
  public synchronized void show(String label, long done, long total) {
    if (!enabled) {
      return;
    }
    StringBuilder line = new StringBuilder(label);
    if (total > 0) {
      int filled = (int) Math.min(WIDTH, WIDTH * done / total);
      line.append("  [").append("#".repeat(filled)).append(" ".repeat(WIDTH - filled)).append("] ");
      line.append(done).append('/').append(total);
    }
    if (!line.toString().equals(shown)) {
      shown = line.toString();
      err.print(CLEAR_LINE + shown);
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (!shown.isEmpty()) {
      err.print(CLEAR_LINE);
      err.flush();
      shown = "";
    }
  }
}
