package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.cli.console.JsonReport;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Explanation;
import dev.vouch.cli.file.DataFiles;
import dev.vouch.cli.file.FileNames;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.option.ContextFlag;
import dev.vouch.cli.option.SampleFlag;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.prover.ProveOptions;
import dev.vouch.prover.ProvedInference;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch prove}: runs the model on an input and proves it. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = "Run the model on an input and prove the output.",
    footer = DataFiles.HELP)
public final class ProveCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL.vouch",
      description = "The compiled model; '-' is standard input.")
  private String model = "";

  @Mixin private SampleFlag input = new SampleFlag();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description =
          "The proof; '-' is standard output. Default: the input's name with .proof, here.")
  private @Nullable String proofFile;

  @Option(
      names = "--openings",
      paramLabel = "FILE",
      description = "Keep values and blinders of hidden inputs and outputs here: secret.")
  private @Nullable String openingsFile;

  @Option(
      names = "--compact",
      description = "Make the proof smaller, for some more time; verifiers accept both forms.")
  private boolean compact;

  @Option(names = "--force", description = "Overwrite existing files.")
  private boolean force;

  @Mixin private ContextFlag context = new ContextFlag();
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(model, input.files());
    String proofName =
        proofFile == null ? FileNames.inCurrentFolder(input.files().get(0), ".proof") : proofFile;
    OutputFile proofOut = OutputFile.open(proofName, force);
    OutputFile openingsOut =
        openingsFile == null ? null : OutputFile.openSecret(openingsFile, force);
    List<OutputFile> written =
        openingsOut == null ? List.of(proofOut) : List.of(proofOut, openingsOut);
    OutputFile.requireDifferent(proofOut, openingsOut);
    List<String> read = Stream.concat(Stream.of(model), input.files().stream()).toList();
    OutputFile.requireNotRead(read, proofOut, openingsOut);
    reporting.requireFreeStandardOutput(written);
    int threadCount = threads.count();
    ModelFile compiled = ModelFile.decode(new InputFile(model).bytes());
    Map<String, TensorData> sample = input.read(compiled.program(), reporting);
    try (Prover prover = Prover.of(compiled, threadCount);
        ProgressBar progress = reporting.progress()) {
      if (reporting.debug()) {
        Explanation.requireProvable(prover, compiled.program(), sample, reporting::warn);
      }
      ProveOptions options =
          ProveOptions.defaults()
              .withContext(context.bytes())
              .withListener(
                  (stage, done, total) -> progress.show("proving: " + stage.label(), done, total));
      long start = System.nanoTime();
      ProvedInference proved = prover.prove(sample, options);
      if (compact) {
        progress.show("making the proof compact", 0, 0);
        Verifier verifier = Verifier.of(compiled.key());
        proved = proved.withProof(verifier.compact(proved.proof(), context.bytes()));
      }
      long nanos = System.nanoTime() - start;
      progress.close();
      if (openingsOut != null) {
        openingsOut.write(proved.openings().encode());
      }
      proofOut.write(proved.proof());
      reporting.detail(StageChart.text(proved.stages()));
      report(compiled, proved, nanos, threadCount, written);
    }
    return ExitCode.OK;
  }

  private void report(
      ModelFile compiled,
      ProvedInference proved,
      long nanos,
      int threadCount,
      List<OutputFile> written)
      throws MalformedProofException {
    OutputFile proofOut = written.get(0);
    List<TensorReport> outputs = TensorReports.outputs(proved.proof(), compiled.key().circuit());
    ModelFacts facts = ModelFacts.of(compiled.key().circuit());
    JsonReport json = JsonReport.success();
    json.root()
        .put("proof", proofOut.toString())
        .put("proofBytes", proved.proof().length)
        .put("seconds", Units.seconds(nanos))
        .put("threads", threadCount);
    ObjectNode stages = json.root().putObject("stages");
    proved
        .stages()
        .forEach((stage, time) -> stages.put(stage.label(), Units.seconds(time.toNanos())));
    PeakMemory.put(json.root());
    json.root().put("modelId", compiled.key().modelIdHex());
    TensorReport.putAll(json.root().putObject("outputs"), outputs);

    List<String> lines = new ArrayList<>();
    lines.add("proof     " + proofOut + "  " + Units.size(proved.proof().length));
    outputs.forEach(output -> lines.add("output    " + output.text()));
    lines.add("hidden    " + facts.hidden());
    lines.add("time      " + Units.time(nanos) + " on " + threadCount + " threads");
    reporting.resultBesideFiles(json, String.join("\n", lines), written);
  }
}
