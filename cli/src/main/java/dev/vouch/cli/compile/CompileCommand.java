package dev.vouch.cli.compile;

import dev.vouch.circuits.audit.PublishedArchitecture;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.cli.accuracy.AccuracyDocument;
import dev.vouch.cli.accuracy.AccuracyRun;
import dev.vouch.cli.accuracy.LabelFile;
import dev.vouch.cli.accuracy.ReportFlag;
import dev.vouch.cli.accuracy.ReportSource;
import dev.vouch.cli.accuracy.Verdict;
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
import dev.vouch.cli.option.DynamicQuantisation;
import dev.vouch.cli.option.ModelFilesFlag;
import dev.vouch.cli.option.SourcedGraph;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.ProofSizes;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.SourceSection;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.prover.Prover;
import dev.vouch.prover.ProverException;
import dev.vouch.prover.ProverUnavailableException;
import dev.vouch.verifier.VerifyingKey;
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

/** {@code vouch compile}: an ONNX model becomes a model to prove with and a key to verify with. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    description = "Turn an ONNX model into a provable model and its verifying key.",
    footer = DataFiles.HELP)
public final class CompileCommand implements Callable<Integer> {
  /** How many samples are run where no report is asked for: about as dear as calibrating. */
  private static final int SUMMARY_SAMPLES = 32;

  @Parameters(paramLabel = "MODEL.onnx", description = "The network; '-' is standard input.")
  private String model = "";

  @Mixin private CompileFlags flags = new CompileFlags();

  @Mixin private ModelFilesFlag files = new ModelFilesFlag();

  @Option(
      names = "--dry-run",
      description = "Say whether the model is supported, without data; write nothing.")
  private boolean dryRun;

  @Mixin private ArchitectureFlag publish = new ArchitectureFlag();
  @Mixin private ReportFlag reportFlag = new ReportFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(model, flags.calibrationFiles());
    if (dryRun) {
      return reporting.print(
          Report.of(
              new SupportedModel(
                  flags.imports().read(new InputFile(model), flags.calibrationData()))));
    }
    long start = System.nanoTime();
    OutputFile modelOut = files.model(model);
    OutputFile keyOut = files.key(model);
    ArchitectureFiles published = publish.files(files.keyName(model), files.force());
    OutputFile reportFile = reportFlag.open(files.force());
    OutputFile architecture = published == null ? null : published.architecture();
    OutputFile parameters = published == null ? null : published.parameters();
    OutputFile.requireDifferent(modelOut, keyOut, reportFile, architecture, parameters);
    List<String> read = Stream.concat(Stream.of(model), flags.calibrationFiles().stream()).toList();
    OutputFile.requireNotRead(read, modelOut, keyOut, reportFile, architecture, parameters);
    reporting.requireFreeStandardOutput(List.of(modelOut, keyOut));

    SourcedGraph source =
        publish.isGiven()
            ? flags.imports().readWithSource(new InputFile(model), flags.calibrationData())
            : null;
    Graph graph =
        source != null
            ? source.graph()
            : flags.imports().read(new InputFile(model), flags.calibrationData());
    Samples calibration = flags.calibration(graph);
    BatchNotice.tell(reporting, calibration);
    List<Map<String, TensorData>> samples = calibration == null ? null : calibration.all();
    PublishedArchitecture known = source == null ? null : flags.publish(source, samples, reporting);
    Compilation compilation =
        known != null ? known.compilation() : flags.compile(graph, samples, reporting);
    AccuracyDocument accuracy = accuracy(compilation, calibration);
    List<CoarseOutput> coarse = coarse(compilation, accuracy);
    StrictFlag.warn(coarse, reporting);
    ModelFile compiled = commit(compilation.network().withCoarse(coarse));
    byte[] modelBytes = compiled.encode();
    VerifyingKey key = compiled.key();
    byte[] keyBytes = key.encode();
    modelOut.write(modelBytes);
    keyOut.write(keyBytes);
    Section architectureFiles =
        published == null || known == null ? Section.ofText(List.of()) : published.write(known);
    long nanos = System.nanoTime() - start;
    CompiledFiles written =
        new CompiledFiles(
            modelOut, modelBytes.length, keyOut, keyBytes.length, key, measured(accuracy), nanos);
    ProofSizes sizes = new ProofSizes(key);
    IndependenceSection rows = new IndependenceSection(key);
    WarningSection warnings =
        new WarningSection(List.copyOf(coarse), DynamicQuantisation.nodes(compilation.graph()));
    SourceSection sources = SourceSection.of(key.circuit());
    Report report =
        accuracy == null || (calibration == null && !reportFlag.wanted())
            ? Report.of(written, architectureFiles, sizes, rows, warnings, sources)
            : Report.of(
                written,
                architectureFiles,
                sizes,
                rows,
                Section.ofText(accuracy.summary()),
                warnings,
                sources,
                reportFlag.write(accuracy, reportFile));
    return reporting.confirm(report, List.of(modelOut, keyOut));
  }

  private ModelFile commit(CompiledNetwork network)
      throws ProverException, ProverUnavailableException, CommandException {
    reporting.detail("committing to the weights");
    try (ProgressBar progress = reporting.progress()) {
      progress.show("committing to the weights", 0, 0);
      return Prover.commit(network, threads.count());
    }
  }

  private static List<CoarseOutput> coarse(
      Compilation compilation, @Nullable AccuracyDocument accuracy) {
    List<CoarseOutput> coarse = accuracy == null ? List.of() : accuracy.report().coarse();
    return compilation.calibration().synthetic()
        ? coarse.stream().map(CoarseOutput::ofSynthetic).toList()
        : coarse;
  }

  private static ReportSource.@Nullable Data measured(@Nullable AccuracyDocument accuracy) {
    return accuracy == null ? null : accuracy.source().data();
  }

  /**
   * A short look where there is data for it, all of the data if a report is asked for, or the
   * inputs that were made up; null if the network has no result for one of these.
   */
  private @Nullable AccuracyDocument accuracy(
      Compilation compilation, @Nullable Samples calibration) throws IOException, CommandException {
    if (calibration != null) {
      return accuracy(compilation, onData(compilation.graph(), calibration));
    }
    try {
      return accuracy(compilation, synthetic(compilation.graph()));
    } catch (InvalidInputException e) {
      if (reportFlag.wanted()) {
        throw e;
      }
      reporting.warn(
          "whether outputs are coarse was not measured: synthetic "
              + e.getMessage()
              + "; give typical inputs with --calibrate FILE");
      return null;
    }
  }

  private AccuracyDocument accuracy(Compilation compilation, AccuracyRun run) {
    ReportSource source =
        new ReportSource(
            ReportSource.Reference.INTERPRETER,
            compilation.calibration().synthetic()
                ? ReportSource.Data.SYNTHETIC
                : ReportSource.Data.CALIBRATION,
            run.count());
    return new AccuracyDocument(
        compilation.network(), source, run.measure(compilation, reporting), Verdict.NONE);
  }

  private AccuracyRun onData(Graph graph, Samples samples) throws IOException, CommandException {
    int count = samples.count();
    return new AccuracyRun(
        reportFlag.wanted() ? count : Math.min(count, SUMMARY_SAMPLES),
        samples::get,
        null,
        LabelFile.read(flags.calibrationFiles(), graph, samples));
  }

  private static AccuracyRun synthetic(Graph graph) {
    List<Map<String, TensorData>> samples = Calibrator.syntheticSamples(graph);
    return new AccuracyRun(samples.size(), samples::get, null, null);
  }
}
