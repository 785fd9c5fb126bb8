package dev.vouch.cli;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.prover.Prover;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    footer = DataFiles.HELP)
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL.onnx", description = "The network; '-' is standard input.")
  private String model = "";

  @Option(
      names = "--data",
      paramLabel = DataFiles.LABEL,
      required = true,
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

  @Mixin private AccuracyGates gates = new AccuracyGates();
  @Mixin private CompileFlags flags = new CompileFlags();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    if (proofs < 0 || (samples != null && samples < 1)) {
      throw CommandException.usage("cannot run so few; --samples, --prove; give at least 1 and 0");
    }
    InputFile.requireOneStandardInput(model, dataFiles, expectedFiles, flags.calibrationFiles());
    int threadCount = threads.count();
    Graph graph = flags.read(new InputFile(model));
    DataFiles files = new DataFiles("--data", dataFiles, flags.pixels());
    Samples data = files.inputs(graph);
    Samples expected = expected(graph, files, data.count());
    int count = samples == null ? data.count() : Math.min(samples, data.count());

    long start = System.nanoTime();
    CompiledNetwork network = flags.compile(graph, calibration(graph, data), reporting);
    long compileNanos = System.nanoTime() - start;
    Accuracy accuracy = accuracy(graph, network, data, expected, count);
    ProofTrials trials =
        ProofTrials.run(Prover.commit(network, threadCount), data, proofs, threadCount, reporting);
    return report(new CheckReport(network, accuracy, trials, count, compileNanos, threadCount));
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
      files = new DataFiles("--expected", expectedFiles, flags.pixels());
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

  private Accuracy accuracy(
      Graph graph, CompiledNetwork network, Samples data, @Nullable Samples expected, int count) {
    Accuracy accuracy = new Accuracy();
    FloatInterpreter reference = new FloatInterpreter(graph);
    try (ProgressBar progress = reporting.progress()) {
      for (int i = 0; i < count; i++) {
        progress.show("running", i, count);
        Map<String, TensorData> sample = data.get(i);
        Map<String, TensorData> wanted = expected == null ? reference.run(sample) : expected.get(i);
        accuracy.add(wanted, network.execute(sample).outputs());
      }
    }
    return accuracy;
  }

  private int report(CheckReport check) {
    List<String> missed = gates.missed(check.accuracy());
    if (missed.isEmpty()) {
      JsonReport json = JsonReport.success();
      check.put(json.root());
      reporting.result(json, check.text());
      return ExitCode.OK;
    }
    Failure failure =
        new Failure(
            ExitCode.GATE_MISSED,
            "GATE_MISSED",
            String.join(", ", missed) + "; " + model + "; calibrate on typical inputs");
    JsonReport json = JsonReport.failure(failure);
    check.put(json.root());
    if (!reporting.json()) {
      reporting.result(json, check.text());
    }
    reporting.failure(json, failure);
    return failure.exitCode();
  }
}
