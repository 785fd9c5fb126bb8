package dev.vouch.cli.commit;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.rows.RowIntegers;
import dev.vouch.circuits.rows.RowPorts;
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
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.util.ArrayList;
import java.util.List;
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
      required = true,
      description = "A key of a model that takes such inputs: it says their ranges and scales.")
  private String key = "";

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
      description = "Inputs to commit to; others are not read. Default: all hidden inputs.")
  private List<String> inputs = List.of();

  @Option(names = "--force", description = "Overwrite existing files.")
  private boolean force;

  @Mixin private FormatFlags formats = new FormatFlags();
  @Mixin private StrictFlag strict = new StrictFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(key, data);
    String name =
        commitmentFile == null
            ? FileNames.inCurrentFolder(data.get(0), ".commitment")
            : commitmentFile;
    OutputFile commitment = OutputFile.open(name, force);
    OutputFile openings =
        OutputFile.openSecret(
            openingsFile == null ? FileNames.replaceExtension(name, ".openings") : openingsFile,
            force);
    OutputFile.requireDifferent(commitment, openings);
    List<String> read = Stream.concat(Stream.of(key), data.stream()).toList();
    OutputFile.requireNotRead(read, commitment, openings);
    int threadCount = threads.count();
    VerifyingKey verifyingKey = KeyFile.read(new InputFile(key));
    Circuit circuit = verifyingKey.circuit();
    List<Slot> slots = slots(circuit);
    List<NetworkPort> ports =
        RowIntegers.ports(circuit).stream()
            .filter(port -> inputs.isEmpty() || inputs.contains(port.name()))
            .toList();
    RowPorts rowPorts = new RowPorts(RowPorts.infos(ports), circuit.rows());
    try (RowInput rows = new DataFiles("DATA", data, formats.options()).rows(rowPorts, ports)) {
      CommitRun run =
          new CommitRun(circuit, slots, rows, rowPorts, commitment, openings, threadCount);
      return run.run(strict, key, reporting);
    }
  }

  /** The hidden inputs that are wanted, by name. */
  private List<Slot> slots(Circuit circuit) throws CommandException {
    for (String name : inputs) {
      if (circuit.inputs().stream().noneMatch(port -> port.name().equals(name))) {
        throw CommandException.usage(
            "the model has no input '"
                + name
                + "'; --inputs; it has "
                + circuit.inputs().stream().map(Port::name).toList());
      }
    }
    List<Slot> slots = new ArrayList<>();
    for (Port port : circuit.inputs()) {
      boolean wanted =
          inputs.isEmpty() ? Slot.isHidden(circuit, port) : inputs.contains(port.name());
      if (wanted) {
        try {
          slots.add(new Slot(port.name(), Slot.Role.INPUT, RowFormat.of(circuit, port)));
        } catch (NoRowFormatException e) {
          throw CommandException.invalidInput(e.getMessage() + "; " + key + "; see --inputs");
        }
      }
    }
    if (slots.isEmpty()) {
      throw CommandException.invalidInput(
          "the model has no hidden input; " + key + "; compile with --input-visibility private");
    }
    slots.sort(Slot.BY_NAME);
    return slots;
  }
}
