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
import dev.vouch.cli.report.PortSection;
import dev.vouch.verifier.MalformedKeyException;
import dev.vouch.verifier.VerifyingKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
      required = true,
      paramLabel = "FILE.json",
      description = "The parameters that were published with it: scales, widths and options.")
  private String parameters = "";

  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    InputFile.requireOneStandardInput(key, List.of(architecture, parameters));
    VerifyingKey verifyingKey = key();
    ArchitectureParameters given =
        new InputFile(parameters).read(ArchitectureAudit::readParameters);
    ArchitectureAudit.Result result;
    try (ProgressBar progress = reporting.progress()) {
      progress.show("compiling the architecture", 0, 0);
      result =
          new InputFile(architecture)
              .read(file -> ArchitectureAudit.of(verifyingKey.circuit(), file, given));
    }
    AuditSection section =
        new AuditSection(result, verifyingKey, architecture, parameters, given.withheld());
    PortSection ports = new PortSection(verifyingKey.circuit());
    if (result.agrees()) {
      return reporting.print(Report.of(section, ports, new NodeSection(result.nodes())));
    }
    Failure failure =
        new Failure(
            ExitCode.REJECTED,
            "OTHER_ARCHITECTURE",
            "the key's circuit is not what the compiler makes of "
                + architecture
                + " with "
                + parameters
                + "; first difference: "
                + result.difference().orElseThrow()
                + "; do not trust the key to compute this network");
    return reporting.print(Report.failure(failure, section));
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
