package dev.vouch.cli.split;

import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.circuits.split.Splitter;
import dev.vouch.circuits.split.UnsplittableException;
import dev.vouch.cli.console.BatchNotice;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ArchitectureFiles;
import dev.vouch.cli.option.ArchitectureFlag;
import dev.vouch.cli.option.CompileFlags;
import dev.vouch.cli.option.ModelFilesFlag;
import dev.vouch.cli.option.SourcedGraph;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.cli.report.ChainSection;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.Section;
import dev.vouch.prover.ChainProver;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.verifier.chain.ChainFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch split}: as {@code compile}, into parts of which each is proven alone. */
@Command(
    name = "split",
    mixinStandardHelpOptions = true,
    description = {
      "Turn an ONNX model into parts that are proven one by one, and verified as one model.",
      "What passes from part to part stays hidden; outputs are those of compile, bit for bit."
    },
    footer = DataFiles.HELP)
public final class SplitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL.onnx", description = "The network; '-' is standard input.")
  private String model = "";

  @ArgGroup(multiplicity = "1")
  private Cuts cuts = new Cuts();

  /** One of these is given. */
  private static final class Cuts {
    @Option(
        names = "--parts",
        paramLabel = "N",
        description =
            "How many parts, 2 to 64; cut where few numbers pass, into parts of like cost.")
    private @Nullable Integer parts;

    @Option(
        names = "--at",
        paramLabel = "NODE",
        description = "Cut after this node of the network; may be given several times.")
    private List<String> nodes = List.of();
  }

  @Mixin private CompileFlags flags = new CompileFlags();

  @Mixin private ModelFilesFlag files = new ModelFilesFlag();

  @Mixin private ArchitectureFlag publish = new ArchitectureFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    Integer parts = cuts.parts;
    if (parts != null && (parts < 2 || parts > ChainFormat.MAX_PARTS)) {
      throw CommandException.usage(
          "a chain cannot have " + parts + " parts; --parts; give 2 to " + ChainFormat.MAX_PARTS);
    }
    if (cuts.nodes.size() >= ChainFormat.MAX_PARTS) {
      throw CommandException.usage(
          cuts.nodes.size() + " cuts; --at; give less than " + ChainFormat.MAX_PARTS);
    }
    InputFile.requireOneStandardInput(model, flags.calibrationFiles());
    long start = System.nanoTime();
    OutputFile modelOut = files.model(model);
    OutputFile keyOut = files.key(model);
    ArchitectureFiles architecture = publish.files(files.keyName(model), files.force());
    OutputFile network = architecture == null ? null : architecture.architecture();
    OutputFile parameters = architecture == null ? null : architecture.parameters();
    OutputFile.requireDifferent(modelOut, keyOut, network, parameters);
    OutputFile.requireNotRead(
        Stream.concat(Stream.of(model), flags.calibrationFiles().stream()).toList(),
        modelOut,
        keyOut,
        network,
        parameters);
    reporting.requireFreeStandardOutput(List.of(modelOut, keyOut));
    SplitNetwork split;
    PublishedArchitecture published = null;
    if (publish.isGiven()) {
      SourcedGraph source =
          flags.imports().readWithSource(new InputFile(model), flags.calibrationData());
      PublishedArchitecture whole = flags.publish(source, calibration(source.graph()), reporting);
      split = split(whole.compilation().network(), parts);
      published = whole.inParts(split, source.source());
    } else {
      Graph graph = flags.imports().read(new InputFile(model), flags.calibrationData());
      split = split(flags.compile(graph, calibration(graph), reporting).network(), parts);
    }
    ChainModelFile compiled = commit(split);
    byte[] modelBytes = compiled.encode();
    byte[] keyBytes = compiled.key().encode();
    modelOut.write(modelBytes);
    keyOut.write(keyBytes);
    Section architectureFiles =
        architecture == null || published == null
            ? Section.ofText(List.of())
            : architecture.write(published);
    SplitFiles written =
        new SplitFiles(
            modelOut,
            modelBytes.length,
            keyOut,
            keyBytes.length,
            compiled.key(),
            System.nanoTime() - start);
    return reporting.confirm(
        Report.of(
            written,
            architectureFiles,
            new IndependenceSection(compiled.key()),
            ChainSection.of(compiled)),
        List.of(modelOut, keyOut));
  }

  private @Nullable List<Map<String, TensorData>> calibration(Graph graph)
      throws IOException, CommandException {
    Samples calibration = flags.calibration(graph);
    BatchNotice.tell(reporting, calibration);
    return calibration == null ? null : calibration.all();
  }

  private SplitNetwork split(CompiledNetwork network, @Nullable Integer parts)
      throws UnsplittableException, IOException, CommandException {
    ProofGoal goal = flags.options().goal();
    try (ProgressBar progress = reporting.progress()) {
      progress.show("splitting", 0, 0);
      return parts == null
          ? Splitter.splitAfter(network, cuts.nodes, goal)
          : Splitter.split(network, parts, goal);
    }
  }

  private ChainModelFile commit(SplitNetwork network)
      throws ProverException, ProverUnavailableException, CommandException {
    reporting.detail("committing to the weights");
    try (ProgressBar progress = reporting.progress()) {
      progress.show("committing to the weights", 0, 0);
      return ChainProver.commit(network, threads.count());
    }
  }
}
