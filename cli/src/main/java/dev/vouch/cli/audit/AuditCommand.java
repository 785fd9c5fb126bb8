package dev.vouch.cli.audit;

import dev.vouch.circuits.audit.ArchitectureAudit;
import dev.vouch.circuits.audit.ArchitectureParameters;
import dev.vouch.circuits.audit.AuditedCircuit;
import dev.vouch.cli.console.ProgressBar;
import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.file.InputFile;
import dev.vouch.cli.file.KeyFile;
import dev.vouch.cli.report.ChainSection;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.PortSection;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.chain.ChainKey;
import java.util.ArrayList;
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
      "Compiles the network with the parameters that compile, or split, wrote with "
          + "--publish-architecture, and compares circuits. Weights are not looked at: the network may have none, or others."
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
    ModelKey modelKey = KeyFile.read(new InputFile(key));
    ArchitectureParameters parameters = new InputFile(file).read(ArchitectureAudit::readParameters);
    ArchitectureAudit.Result result;
    try (ProgressBar progress = reporting.progress()) {
      progress.show("compiling the architecture", 0, 0);
      result =
          new InputFile(architecture)
              .read(model -> ArchitectureAudit.of(modelKey, model, parameters));
    }
    AuditSection section =
        new AuditSection(result, modelKey, architecture, file, parameters.withheld());
    return reporting.print(
        result.agrees()
            ? Report.of(found(section).toArray(Section[]::new))
            : Report.failure(failure(result, architecture + " with " + file), section));
  }

  /** What the key was found to compute. */
  private static List<Section> found(AuditSection audit) {
    ModelKey key = audit.key();
    ArchitectureAudit.Result result = audit.result();
    List<Section> sections = new ArrayList<>();
    sections.add(audit);
    sections.add(new PortSection(key));
    sections.add(new IndependenceSection(key));
    if (key instanceof ChainKey chain) {
      sections.add(
          new ChainSection(chain, result.compiled().stream().map(AuditedCircuit::nodes).toList()));
    }
    sections.add(new NodeSection(result.nodes()));
    return sections;
  }

  private static Failure failure(ArchitectureAudit.Result result, String files) {
    String difference = result.difference().orElseThrow();
    return result.compiled().isEmpty()
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
}
