package dev.vouch.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes networks of the benchmarks as files that {@code ./vouch} reads. */
@Command(
    name = "java -cp bench/target/benchmarks.jar dev.vouch.bench.WriteNetwork",
    mixinStandardHelpOptions = true,
    description = "Writes NAME/model.onnx, with random weights, and NAME/inputs.npz.")
public final class WriteNetwork implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "mlp, conv, lenet, squeezenet1_1 or resnet50.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to.")
  private Path out = Path.of(".");

  private WriteNetwork() {}

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new WriteNetwork()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(out);
    for (String name : names) {
      System.out.println(BenchModel.find(name, out).onnx());
    }
    return 0;
  }
}
