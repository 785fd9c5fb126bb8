package dev.vouch.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures models side by side in one run and prints one table. */
@Command(
    name = "java -cp bench/target/benchmarks.jar dev.vouch.bench.Table",
    mixinStandardHelpOptions = true,
    description = {
      "Measures models and prints a Markdown table.",
      "Exit code 1: a model that was named could not be measured."
    })
public final class Table implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "Own networks (mlp, conv, lenet; squeezenet1_1, resnet50), shared models, or folders"
              + " with model.onnx and inputs.npz. Default: mlp, conv, lenet and all shared"
              + " models.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      description = "The built checkout. Default: ${DEFAULT-VALUE}")
  private Path root = Path.of(System.getProperty("vouch.root", "."));

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write models.md and models.json there too.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the prover. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--no-floor",
      description = "Do not measure rates with cargo: the floor stays unknown.")
  private boolean withoutFloor;

  private Table() {}

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Table()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    boolean named = !names.isEmpty();
    Machine machine = Machine.current();
    MeasuredRates rates =
        withoutFloor ? null : MeasuredRates.measure(root.resolve("prover-native"));
    List<ModelFigures> models = new ArrayList<>();
    Map<String, String> refused = new LinkedHashMap<>();
    Launcher vouch = new Launcher(root.resolve("vouch").toAbsolutePath());
    try (Scratch scratch = new Scratch()) {
      for (String name : named ? names : BenchModel.names()) {
        System.err.println("measuring " + name);
        try {
          BenchModel model = BenchModel.find(name, scratch.folder());
          models.add(ModelFigures.measure(model, vouch, threads, rates, scratch.folder()));
        } catch (Launcher.RefusedException | IOException e) {
          refused.put(name, String.valueOf(e.getMessage()));
        }
      }
    }
    TableReport report =
        new TableReport(TableReport.SCHEMA, machine, threads, rates, models, refused);
    System.out.print(report.markdown());
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("models.md"), report.markdown());
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(out.resolve("models.json").toFile(), report);
    }
    return named && !refused.isEmpty() ? 1 : 0;
  }
}
