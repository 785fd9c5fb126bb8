package dev.vouch.cli.audit;

import dev.vouch.circuits.audit.ArchitectureAudit;
import dev.vouch.circuits.audit.ArchitectureParameters;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.VouchFile;
import dev.vouch.cli.file.WrongFile;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.PortSection;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch audit}: whether a key computes a given architecture. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Check that a key computes a given network, whatever its weights are.",
      "Compiles the network with the parameters that compile --publish-architecture wrote, and "
          + "compares circuits. Weights are not looked at: the network may have none, or others."
    })
public final class AuditCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL.vk", description = "The verifying key; '-' is standard input.")
  private String key = "";

  @Option(
      names = "--architecture",
      required = true,
      paramLabel = "FILE.onnx",
      description = "The network that the key should compute.")
  private String architecture = "";

  @Option(
      names = "--params",
      paramLabel = "FILE.json",
      description = {
        "The parameters that were published with it: scales, widths and options.",
        "Default: beside the architecture, NAME.params.json of NAME.architecture.onnx or NAME.onnx, "
            + "else params.json."
      })
  private @Nullable String given;

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    String file = given == null ? ParametersFile.beside(architecture) : given;
    InputFile.requireOneStandardInput(key, List.of(architecture, file));
    VerifyingKey verifyingKey = key();
    ArchitectureParameters parameters = new InputFile(file).read(ArchitectureAudit::readParameters);
    ArchitectureAudit.Result result;
    try (ProgressBar progress = reporting.progress()) {
      progress.show("compiling the architecture", 0, 0);
      result =
          new InputFile(architecture)
              .read(model -> ArchitectureAudit.of(verifyingKey.circuit(), model, parameters));
    }
    AuditSection section =
        new AuditSection(result, verifyingKey, architecture, file, parameters.withheld());
    PortSection ports = new PortSection(verifyingKey.circuit());
    if (result.agrees()) {
      return reporting.print(
          Report.of(
              section,
              ports,
              new IndependenceSection(verifyingKey),
              new NodeSection(result.nodes())));
    }
    return reporting.print(
        Report.failure(failure(result, architecture + " with " + file), section));
  }

  private static Failure failure(ArchitectureAudit.Result result, String files) {
    String difference = result.difference().orElseThrow();
    return result.compiledDigest().isEmpty()
        ? new Failure(
            ExitCode.REJECTED,
            "NO_CIRCUIT",
            "the compiler makes no circuit of "
                + files
                + ", so the key's cannot be theirs; "
                + difference
                + "; give the files that were published together with the key")
        : new Failure(
            ExitCode.REJECTED,
            "OTHER_ARCHITECTURE",
            "the key's circuit is not what the compiler makes of "
                + files
                + "; first difference: "
                + difference
                + "; do not trust the key to compute this network");
  }

  private VerifyingKey key() throws IOException, CommandException {
    byte[] bytes = new InputFile(key).bytes();
    try {
      return VerifyingKey.decode(bytes);
    } catch (MalformedKeyException e) {
      throw WrongFile.of(key, bytes, VouchFile.KEY, e, "give the key (.vk) that compile wrote");
    }
  }
}
