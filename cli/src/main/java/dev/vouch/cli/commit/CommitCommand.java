package dev.vouch.cli.commit;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.cli.console.MixedRowsNotice;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.KeyFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.file.RowInput;
import dev.vouch.cli.option.FormatFlags;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.NoRowFormatException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch commit}: commits to data as a model's inputs. */
@Command(
    name = "commit",
    mixinStandardHelpOptions = true,
    description = {
      "Commit to data as inputs of a model, before anything is proven of them.",
      "Proofs that are made with the openings can be held against the data id; see prove "
          + "--committed and verify --input-id."
    },
    footer = DataFiles.HELP)
public final class CommitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = DataFiles.LABEL,
      arity = "1..*",
      description = "The data, rows along the first axis: see below.")
  private List<String> data = List.of();

  @Option(
      names = "--key",
      paramLabel = "MODEL.vk",
      description = "A key of a model that takes such inputs: it says their ranges and scales.")
  private @Nullable String key;

  @Mixin private OwnFormats formatsWithoutKey = new OwnFormats();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The commitment: public. Default: the data's name with .commitment, here.")
  private @Nullable String commitmentFile;

  @Option(
      names = "--openings",
      paramLabel = "FILE",
      description = {
        "What opens it: secret, and cannot be made again. Default: the commitment's name",
        "with .openings, beside it."
      })
  private @Nullable String openingsFile;

  @Option(
      names = "--inputs",
      paramLabel = "NAME",
      split = ",",
      description = "Inputs to commit to; others are not read. Default: all inputs.")
  private List<String> inputs = List.of();

  @Option(
      names = "--public",
      description = {
        "Everyone may see the rows: their id is that of public inputs, and there are no openings.",
        "So it is, too, where the key's inputs are public."
      })
  private boolean shown;

  @Option(names = "--force", description = "Overwrite existing files.")
  private boolean force;

  @Mixin private FormatFlags formats = new FormatFlags();
  @Mixin private StrictFlag strict = new StrictFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    if ((key == null) != formatsWithoutKey.areGiven()) {
      throw CommandException.usage(
          "what says ranges and scales is a key, or else --input-format, --reals, --classes;"
              + " --key; give the one or the other");
    }
    List<String> described = key == null ? formatsWithoutKey.files() : List.of(key);
    InputFile.requireOneStandardInput(described.isEmpty() ? "" : described.get(0), data);
    String name =
        commitmentFile == null
            ? FileNames.inCurrentFolder(data.get(0), ".commitment")
            : commitmentFile;
    OutputFile commitment = OutputFile.open(name, force);
    int threadCount = threads.count();
    Map<String, ClassNames> names = formatsWithoutKey.names();
    DataFiles files = new DataFiles("DATA", data, formats.options().withClasses(names));
    CommitInputs wanted =
        key == null
            ? CommitInputs.of(formatsWithoutKey.of(files, names), inputs, shown)
            : ofKey(key);
    OutputFile openings = openings(wanted, name);
    OutputFile.requireDifferent(commitment, openings);
    List<String> read = Stream.concat(described.stream(), data.stream()).toList();
    OutputFile.requireNotRead(read, commitment, openings);
    try (RowInput rows = files.rows(wanted.ports(), wanted.read())) {
      return new CommitRun(wanted, names, rows, commitment, openings, threadCount)
          .run(strict, key == null ? "the formats" : key, reporting);
    }
  }

  /** Where openings go; null if there is nothing to open. */
  private @Nullable OutputFile openings(CommitInputs wanted, String commitment)
      throws CommandException, IOException {
    if (wanted.hideAny()) {
      return OutputFile.openSecret(
          openingsFile == null ? FileNames.replaceExtension(commitment, ".openings") : openingsFile,
          force);
    }
    if (openingsFile != null) {
      throw CommandException.usage(
          "the rows are public, there is nothing to open; --openings; leave it out");
    }
    return null;
  }

  private CommitInputs ofKey(String file)
      throws CommandException, IOException, NoRowFormatException {
    ModelKey read = KeyFile.read(new InputFile(file));
    MixedRowsNotice.tell(reporting, read);
    return CommitInputs.of(read, inputs, shown, file);
  }
}
