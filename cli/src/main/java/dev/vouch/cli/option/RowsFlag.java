package dev.vouch.cli.option;

import dev.vouch.cli.failure.CommandException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows of the data are proven, where it is not one sample. */
public final class RowsFlag {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  @ArgGroup private Choice choice = new Choice();

  /** At most one of these is given. */
  private static final class Choice {
    @Option(
        names = "--all",
        description = {
          "Prove all rows of the data, as many in a proof as the model takes at once",
          "(compile --batch N), into one file of proofs, or a folder that -o names."
        })
    private boolean all;

    @Option(
        names = "--samples",
        paramLabel = "A-B",
        description = "The same for rows A to B, from 0.")
    private @Nullable String range;
  }

  @Option(
      names = "--resume",
      description = "With --all or --samples: go on where a run that was stopped has got to.")
  private boolean resume;

  /**
   * Rows that are wanted.
   *
   * @param first number of the first
   * @param end number of the one after the last; {@link Long#MAX_VALUE} for all
   */
  public record Range(long first, long end) {}

  /** Null if one sample is wanted. */
  public @Nullable Range range() throws CommandException {
    if (choice.all) {
      return new Range(0, Long.MAX_VALUE);
    }
    if (choice.range == null) {
      if (resume) {
        throw CommandException.usage("one proof is made at once; --resume; add --all or --samples");
      }
      return null;
    }
    Matcher parts = RANGE.matcher(choice.range);
    if (!parts.matches() || Long.parseLong(parts.group(1)) > Long.parseLong(parts.group(2))) {
      throw CommandException.usage(
          "'" + choice.range + "' is no range of rows; --samples; give two numbers such as 0-399");
    }
    return new Range(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)) + 1);
  }

  public boolean resume() {
    return resume;
  }
}
