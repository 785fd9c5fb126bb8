package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Proving a model of several parts one by one. */
public final class ChainFlags {
  @Option(
      names = "--boundaries",
      paramLabel = "FILE",
      description = {
        "Of a model that split wrote: what passes between its parts, with blinders; secret.",
        "Without --part the model is run and the file written, and nothing is proven.",
        "Repeat it where several parts have written what they pass on."
      })
  private List<String> boundaries = List.of();

  @Option(
      names = "--part",
      paramLabel = "K",
      description = "Prove this part alone, from 0; it needs --boundaries. Put together by join.")
  private @Nullable Integer part;

  @Option(
      names = "--chain",
      paramLabel = "MODEL.vk",
      description = {
        "The model is one that the command part wrote, of the chain of this key: prove it as that",
        "part. --part K is needed only if several parts have equal public weights."
      })
  private @Nullable String chain;

  @Option(
      names = "--passes",
      paramLabel = "FILE",
      description = {
        "With --chain: write what the part passes on, with fresh blinders; secret. It is for the",
        "--boundaries of the parts that read it. Written before the part is proven."
      })
  private @Nullable String passes;

  /** The files of {@code --boundaries}. */
  public List<String> boundaries() {
    return boundaries;
  }

  /** The part of {@code --part}; null if it is not given. */
  public @Nullable Integer part() {
    return part;
  }

  /** The key of {@code --chain}; null if it is not given. */
  public @Nullable String chain() {
    return chain;
  }

  /** The file of {@code --passes}; null if it is not given. */
  public @Nullable String passes() {
    return passes;
  }

  /** Whether one part is to be proven. */
  public boolean isOfPart() {
    return part != null || chain != null;
  }

  /** Whether what passes between parts, or one part, is asked for. */
  public boolean areGiven() {
    return !boundaries.isEmpty() || passes != null || isOfPart();
  }

  /** Checks that a model that is no chain is not proven in parts. */
  public void requireNone() throws CommandException {
    if (areGiven()) {
      String option = part != null ? "--part" : boundaries.isEmpty() ? "--passes" : "--boundaries";
      throw CommandException.usage(
          "the model has no parts; "
              + option
              + "; leave it out, or give a model that split wrote, or --chain with one that part"
              + " wrote");
    }
  }

  /** Checks options of a model of all parts. */
  public void requireNoPassing() throws CommandException {
    if (chain != null || passes != null) {
      throw CommandException.usage(
          "the model has all parts; "
              + (chain != null ? "--chain" : "--passes")
              + "; leave it out, or give a model that part wrote");
    }
  }
}
