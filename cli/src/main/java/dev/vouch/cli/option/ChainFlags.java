package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Proving a model of several parts one by one. */
public final class ChainFlags {
  @Option(
      names = "--boundaries",
      paramLabel = "FILE",
      description = {
        "Of a model that split wrote: what passes between its parts, with blinders; secret.",
        "Without --part the model is run and the file written, and nothing is proven."
      })
  private @Nullable String boundaries;

  @Option(
      names = "--part",
      paramLabel = "K",
      description = "Prove this part alone, from 0; it needs --boundaries. Put together by join.")
  private @Nullable Integer part;

  /** The file of {@code --boundaries}; null if it is not given. */
  public @Nullable String boundaries() {
    return boundaries;
  }

  /** The part of {@code --part}; null if it is not given. */
  public @Nullable Integer part() {
    return part;
  }

  /** Whether what passes between parts, or one part, is asked for. */
  public boolean areGiven() {
    return boundaries != null || part != null;
  }

  /** Checks that a model that is no chain is not proven in parts. */
  public void requireNone() throws CommandException {
    if (areGiven()) {
      throw CommandException.usage(
          "the model has no parts; "
              + (part == null ? "--boundaries" : "--part")
              + "; leave it out, or give a model that split wrote");
    }
  }
}
