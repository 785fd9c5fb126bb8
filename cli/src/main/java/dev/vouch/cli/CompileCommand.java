package dev.vouch.cli;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.model.ModelFile;
import dev.vouch.prover.Prover;
import dev.vouch.verifier.VerifyingKey;
import java.util.List;
import java.util.concurrent.Callable;
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
final class CompileCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL.onnx", description = "The network; '-' is standard input.")
  private String model = "";

  @Mixin private CompileFlags flags = new CompileFlags();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The provable model; secret if weights are hidden. Default: MODEL.vouch here.")
  private @Nullable String modelFile;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The verifying key. Default: beside the model, MODEL.vk.")
  private @Nullable String keyFile;

  @Option(names = "--force", description = "Overwrite existing files.")
  private boolean force;

  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(model, flags.calibrationFiles());
    long start = System.nanoTime();
    String modelName = modelFile == null ? FileNames.inCurrentFolder(model, ".vouch") : modelFile;
    String keyName = keyFile == null ? FileNames.replaceExtension(modelName, ".vk") : keyFile;
    OutputFile modelOut = OutputFile.openSecret(modelName, force);
    OutputFile keyOut = OutputFile.open(keyName, force);
    reporting.requireFreeStandardOutput(List.of(modelOut, keyOut));

    Graph graph = flags.read(new InputFile(model));
    CompiledNetwork network = flags.compile(graph, flags.calibration(graph), reporting);
    reporting.detail("committing to the weights");
    ModelFile compiled = Prover.commit(network, threads.count());
    byte[] modelBytes = compiled.encode();
    VerifyingKey key = compiled.key();
    byte[] keyBytes = key.encode();
    modelOut.write(modelBytes);
    keyOut.write(keyBytes);
    report(key, modelOut, modelBytes.length, keyOut, keyBytes.length, System.nanoTime() - start);
    return ExitCode.OK;
  }

  private void report(
      VerifyingKey key,
      OutputFile modelOut,
      int modelBytes,
      OutputFile keyOut,
      int keyBytes,
      long nanos) {
    JsonReport json = JsonReport.success();
    json.root()
        .put("model", modelOut.toString())
        .put("modelBytes", modelBytes)
        .put("key", keyOut.toString())
        .put("keyBytes", keyBytes)
        .put("modelId", key.modelIdHex())
        .put("securityBits", key.securityBits())
        .put("seconds", Units.seconds(nanos));
    ModelFacts facts = ModelFacts.of(key.circuit());
    facts.put(json.root());
    String text =
        String.join(
            "\n",
            "model     " + modelOut + "  " + Units.size(modelBytes) + secrecy(facts),
            "key       " + keyOut + "  " + Units.size(keyBytes),
            "model id  " + key.modelIdHex(),
            "hidden    " + facts.hidden(),
            "time      " + Units.time(nanos));
    reporting.resultBesideFiles(json, text, List.of(modelOut, keyOut));
  }

  private static String secrecy(ModelFacts facts) {
    return facts.weightsHidden() ? "  (holds the weights: keep it secret)" : "";
  }
}
