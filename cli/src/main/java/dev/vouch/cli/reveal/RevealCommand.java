package dev.vouch.cli.reveal;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpeningsFile;
import dev.vouch.verifier.commitment.Revealing;
import dev.vouch.verifier.commitment.Slot;
import dev.vouch.verifier.commitment.TensorOpening;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch reveal}: takes what shows a row, or a sum of rows, out of a file of openings. */
@Command(
    name = "reveal",
    mixinStandardHelpOptions = true,
    description = {
      "Take out of a secret file of openings what shows one row, or the sum of some rows.",
      "Whoever gets it can check it with verify --opening; of other rows it tells nothing. Two sums "
          + "over rows that differ in one row show this row."
    })
public final class RevealCommand implements Callable<Integer> {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  @Parameters(
      paramLabel = "X.openings",
      description = "What commit or prove --openings wrote: secret; '-' is standard input.")
  private String file = "";

  @Option(
      names = "--tensor",
      paramLabel = "NAME",
      required = true,
      description = "The hidden input or output.")
  private String tensor = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "input or output, where both have one of this name.")
  private @Nullable String role;

  @Option(
      names = "--row",
      paramLabel = "K",
      description = "Number of the row in the data, from 0. Default: the only one.")
  private @Nullable Long row;

  @Option(
      names = "--rows",
      paramLabel = "A-B",
      description = "With --sum: the rows A to B. Default: all.")
  private @Nullable String rows;

  @Option(
      names = "--sum",
      description = "Show the sum of the rows, cell by cell, and none of them.")
  private boolean sum;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "The opening; '-' is standard output. Default: the file's name with .opening.json,"
              + " here.")
  private @Nullable String out;

  @Option(names = "--force", description = "Overwrite existing files.")
  private boolean force;

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    OutputFile opening =
        OutputFile.open(
            out == null ? FileNames.inCurrentFolder(file, ".opening.json") : out, force);
    OutputFile.requireNotRead(List.of(file), opening);
    reporting.requireFreeStandardOutput(List.of(opening));
    try (OpeningsFile openings = OpeningsFile.of(new InputFile(file).channel())) {
      long[] range = range(openings);
      TensorOpening shown = Revealing.reveal(openings, tensor, role(), range[0], range[1]);
      opening.write(shown.encode());
      return reporting.confirm(Report.of(new Revealed(opening, shown)), List.of(opening));
    } catch (IllegalArgumentException e) {
      throw CommandException.invalidInput(
          e.getMessage() + "; " + file + "; vouch inspect shows what it has");
    } catch (MalformedCommitmentException e) {
      throw new CommandException(
          ExitCode.MALFORMED,
          "MALFORMED",
          e.getMessage() + "; " + file + "; give what commit or prove --openings wrote");
    }
  }

  private Optional<Slot.Role> role() throws CommandException {
    if (role == null) {
      return Optional.empty();
    }
    for (Slot.Role each : Slot.Role.values()) {
      if (each.word().equals(role)) {
        return Optional.of(each);
      }
    }
    throw CommandException.usage("'" + role + "' is no role; --role; give input or output");
  }

  /** The first and the last row. */
  private long[] range(OpeningsFile openings)
      throws CommandException, IOException, MalformedCommitmentException {
    if ((sum && row != null) || (!sum && rows != null)) {
      throw CommandException.usage(
          "a sum is one of several rows; --rows, --sum; give both, or --row alone");
    }
    if (sum && rows == null) {
      if (openings.count() < 2) {
        throw CommandException.usage(
            "there are " + openings.count() + " rows; --sum; a sum hides none but among several");
      }
      return new long[] {openings.at(0).row(), openings.at(openings.count() - 1).row()};
    }
    if (rows == null) {
      return one(openings);
    }
    Matcher parts = RANGE.matcher(rows);
    if (!parts.matches() || Long.parseLong(parts.group(1)) >= Long.parseLong(parts.group(2))) {
      throw CommandException.usage(
          "'" + rows + "' is no range of rows; --rows; give two numbers such as 0-399");
    }
    return new long[] {Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))};
  }

  private long[] one(OpeningsFile openings)
      throws CommandException, IOException, MalformedCommitmentException {
    if (row == null && openings.count() != 1) {
      throw CommandException.usage(
          "there are " + openings.count() + " rows; --row; say which one, or --sum");
    }
    long only = row == null ? openings.at(0).row() : row;
    if (only < 0) {
      throw CommandException.usage("no row " + only + "; --row; rows are numbered from 0");
    }
    return new long[] {only, only};
  }
}
