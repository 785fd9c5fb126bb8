package dev.vouch.cli.check;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.cli.accuracy.AccuracyDocument;
import dev.vouch.cli.accuracy.AccuracyRun;
import dev.vouch.cli.accuracy.LabelFile;
import dev.vouch.cli.accuracy.ReportFlag;
import dev.vouch.cli.accuracy.ReportSource;
import dev.vouch.cli.accuracy.Verdict;
import dev.vouch.cli.console.BatchNotice;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.CompileFlags;
import dev.vouch.cli.option.DynamicQuantisation;
import dev.vouch.cli.option.StrictFlag;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.WarningSection;
import dev.vouch.prover.Prover;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch check}: how accurate a model is as integers, and what proving it costs. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compile a model, compare it with expected float outputs, prove and verify some samples.",
    footer = {
      DataFiles.HELP,
      """

      A suite is a folder of folders, each with model.onnx or network.onnx, and with data:
        inputs.npz, expected.npz      expected.npz may be missing: then computed here
        test_data_set_0, ...          ONNX test data
        case.json                     if need be {"shapes": {...}, "dims": {...},
                                      "fixed": {...}, "gates": {"maxRelRms": 1e-2, ...}}
      A case has passed if its outputs are within the predicted bound, or the stated gates,
      and every proof is accepted. Each processor checks a case at a time, in processes of
      their own: times are those of a busy machine."""
    })
public final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL.onnx",
      description = "The network; '-' is standard input.")
  private @Nullable String modelFile;

  @Option(
      names = "--data",
      paramLabel = DataFiles.LABEL,
      description = "Inputs, see below. Without --calibrate all of them calibrate.")
  private List<String> dataFiles = List.of();

  @Option(
      names = "--expected",
      paramLabel = DataFiles.LABEL,
      description =
          "Float outputs for these inputs. Default: those of a folder given as --data, else"
              + " computed here.")
  private List<String> expectedFiles = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "How many samples are run. Default: all.")
  private @Nullable Integer samples;

  @Option(
      names = "--prove",
      paramLabel = "K",
      description = "How many proofs are made and verified. Default: ${DEFAULT-VALUE}.")
  private int proofs = 1;

  @Mixin private Suite suite = new Suite();
  @Mixin private WidthComparison widths = new WidthComparison();
  @Mixin private AccuracyGates gates = new AccuracyGates();
  @Mixin private ReportFlag reportFlag = new ReportFlag();

  @Mixin private StrictFlag strict = new StrictFlag();

  @Option(names = "--force", description = "Overwrite an existing report.")
  private boolean force;

  @Mixin private CompileFlags flags = new CompileFlags();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    if (proofs < 0 || (samples != null && samples < 1)) {
      throw CommandException.usage("cannot run so few; --samples, --prove; give at least 1 and 0");
    }
    gates.require();
    return suite.wanted() ? suite() : one(required());
  }

  /** Cases are given their data by their folders. */
  private int suite() throws Exception {
    if (modelFile != null
        || !Stream.of(dataFiles, expectedFiles, flags.calibrationFiles()).allMatch(List::isEmpty)
        || reportFlag.wanted()
        || widths.wanted()) {
      throw CommandException.usage(
          "a suite has its own models and data, and no report of each; --suite; leave MODEL,"
              + " --data, --expected, --calibrate, --report and --compare-bits away");
    }
    return suite.check(
        new SuiteSettings(
            flags, gates, proofs, samples, strict.strict(), threads.count(), reporting));
  }

  private String required() throws CommandException {
    if (modelFile == null) {
      throw CommandException.usage(
          "no model is named; MODEL.onnx; give one with --data FILE, or --suite FOLDER");
    }
    return modelFile;
  }

  private int one(String model) throws Exception {
    InputFile.requireOneStandardInput(model, dataFiles, expectedFiles, flags.calibrationFiles());
    int threadCount = threads.count();
    CompileOptions options = flags.options();
    OutputFile reportFile = reportFlag.open(force);
    OutputFile.requireNotRead(
        Stream.of(List.of(model), dataFiles, expectedFiles, flags.calibrationFiles())
            .flatMap(List::stream)
            .toList(),
        reportFile);
    DataFiles files = new DataFiles("--data", dataFiles, flags.formats());
    Graph graph = flags.imports().read(new InputFile(model), files);
    Samples data = files.inputs(graph);
    BatchNotice.tell(reporting, data);
    Samples expected = expected(graph, files, data.count());
    int count = samples == null ? data.count() : Math.min(samples, data.count());

    long start = System.nanoTime();
    Calibration calibration = flags.calibrate(graph, calibration(graph, data).all(), reporting);
    Compilation compilation = flags.compile(graph, options, calibration, reporting);
    long compileNanos = System.nanoTime() - start;
    AccuracyRun run =
        new AccuracyRun(
            count,
            data::get,
            expected == null ? null : expected::get,
            LabelFile.read(dataFiles, graph, data));
    AccuracyDocument accuracy =
        document(compilation, expected, run.measure(compilation, reporting));
    CompiledNetwork network = compilation.network();
    IntFunction<Map<String, TensorData>> proven = i -> data.get(i % data.count());
    ProofTrials.Plan plan = new ProofTrials.Plan(proofs, true, threadCount);
    ProofTrials trials =
        ProofTrials.run(Prover.commit(network, threadCount), proven, plan, reporting);
    Section compared =
        widths.compare(
            WidthCost.of(options.bits(), accuracy.report(), trials),
            width -> {
              Compilation other =
                  flags.compile(graph, options.withBits(width), calibration, reporting);
              return WidthCost.of(
                  width,
                  run.measure(other, reporting),
                  ProofTrials.run(
                      Prover.commit(other.network(), threadCount), proven, plan, reporting));
            });
    CheckReport measured = new CheckReport(accuracy, trials, compileNanos, threadCount);
    Section written = reportFlag.write(accuracy, reportFile);
    WarningSection cutOff =
        new WarningSection(accuracy.report().warnings(), DynamicQuantisation.nodes(graph));
    Failure failure = strict.judge(cutOff.warnings(), model, reporting);
    if (!accuracy.verdict().passed() && (failure == null || gates.areGiven())) {
      failure = missed(accuracy.verdict(), model);
    }
    return reporting.print(
        failure == null
            ? Report.of(measured, compared, cutOff, written)
            : Report.failure(failure, measured, compared, cutOff, written));
  }

  private Samples calibration(Graph graph, Samples data) throws IOException, CommandException {
    Samples own = flags.calibration(graph);
    if (own == null) {
      reporting.log("no --calibrate file: all " + data.count() + " samples of --data calibrate");
    }
    return own == null ? data : own;
  }

  private @Nullable Samples expected(Graph graph, DataFiles data, int count)
      throws IOException, CommandException {
    DataFiles files = data;
    if (!expectedFiles.isEmpty()) {
      files = new DataFiles("--expected", expectedFiles, flags.formats());
    } else if (data.holdOutputs()) {
      reporting.log("the outputs in the folder of --data are the expected ones");
    } else {
      return null;
    }
    Samples expected = files.outputs(graph);
    if (expected.count() != count) {
      throw CommandException.invalidInput(
          expected.count()
              + " expected outputs for "
              + count
              + " inputs; "
              + files
              + "; give one output for each input");
    }
    return expected;
  }

  private AccuracyDocument document(
      Compilation compilation, @Nullable Samples expected, AccuracyReport report) {
    ReportSource source =
        new ReportSource(
            expected == null ? ReportSource.Reference.INTERPRETER : ReportSource.Reference.EXPECTED,
            flags.calibrationFiles().isEmpty()
                ? ReportSource.Data.CALIBRATION
                : ReportSource.Data.GIVEN,
            report.samples());
    return new AccuracyDocument(compilation.network(), source, report, verdict(report));
  }

  private Verdict verdict(AccuracyReport report) {
    if (gates.areGiven()) {
      return gates.verdict(report);
    }
    // Of data beyond those of the calibration the warnings tell.
    return flags.calibrationFiles().isEmpty()
        ? new Verdict(0, LeastAccuracy.missed(report, flags.calibratesRange(), output -> false))
        : Verdict.NONE;
  }

  private static Failure missed(Verdict verdict, String model) {
    return new Failure(
        ExitCode.GATE_MISSED,
        "GATE_MISSED",
        String.join(", ", verdict.missed())
            + "; "
            + model
            + "; "
            + (verdict.gates() == 0
                ? "vouch check --report names the node that loses the digits; or state a gate"
                : "calibrate on typical inputs, and ask only for measures that the outputs have"));
  }
}
