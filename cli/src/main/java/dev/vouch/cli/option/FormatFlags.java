package dev.vouch.cli.option;

import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.cli.failure.CommandException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What files of data do not say themselves. */
public final class FormatFlags {
  @Mixin private PixelFlags pixels = new PixelFlags();

  @Option(
      names = "--csv-ignore",
      paramLabel = "NAME",
      split = ",",
      description = "Columns of a CSV that are no inputs, such as an identifier.")
  private List<String> ignoredColumns = List.of();

  /** What the options say. */
  public FormatOptions options() throws CommandException {
    return new FormatOptions(
        pixels.normalisation(), Set.copyOf(ignoredColumns), Set.of(), Map.of());
  }
}
