package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads the prover uses. */
public final class ThreadsFlag {
  private static final int MOST = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the prover. Default: as many as there are processors.")
  private @Nullable Integer threads;

  public int count() throws CommandException {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1 || threads > MOST) {
      throw CommandException.usage(
          "cannot use " + threads + " threads; --threads; give 1 to " + MOST);
    }
    return threads;
  }
}
