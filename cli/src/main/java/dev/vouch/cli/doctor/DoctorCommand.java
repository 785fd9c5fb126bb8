package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.console.JsonReport;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.prover.Prover;
import dev.vouch.prover.ffi.NativeProver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vouch doctor}: what is installed here, and whether it works. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Show what is installed, and whether it works.",
      "Exit code 0: all is well; 5: the native prover is not available; 70: something else fails."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private ThreadsFlag threads = new ThreadsFlag();
  @Mixin private Reporting reporting = new Reporting();

  @Override
  public Integer call() throws Exception {
    List<Finding> findings = findings(threads.count());
    String text = findings.stream().map(Finding::lines).collect(Collectors.joining("\n"));
    Optional<Failure> failure = failure(findings);
    JsonReport json =
        failure.isPresent() ? JsonReport.failure(failure.get()) : JsonReport.success();
    ObjectNode node = json.root().putObject("findings");
    findings.forEach(finding -> finding.put(node));
    reporting.result(json, text);
    failure.ifPresent(reporting::error);
    return failure.map(Failure::exitCode).orElse(ExitCode.OK);
  }

  private static List<Finding> findings(int threads) {
    NativeProver.Availability prover = Prover.availability();
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineFindings.program());
    findings.add(MachineFindings.java());
    findings.add(ProcessorFinding.find());
    findings.add(MachineFindings.memory());
    findings.add(SystemFindings.randomness());
    findings.add(SystemFindings.temporaryFolder());
    findings.add(ClassArchiveFinding.find());
    findings.add(NativeLibraryFinding.of(prover));
    findings.add(prover.available() ? SelfTest.run(threads) : SelfTest.skipped());
    return findings;
  }

  /** The first failure, that of the prover before any other. */
  private static Optional<Failure> failure(List<Finding> findings) {
    List<Finding> failed =
        findings.stream().filter(finding -> finding.state() == Finding.State.FAIL).toList();
    return failed.stream()
        .filter(finding -> finding.name().equals(NativeLibraryFinding.NAME))
        .findFirst()
        .map(prover -> failure(prover, ExitCode.NO_PROVER, "PROVER_UNAVAILABLE"))
        .or(
            () ->
                failed.stream()
                    .findFirst()
                    .map(finding -> failure(finding, ExitCode.INTERNAL, "UNHEALTHY")));
  }

  private static Failure failure(Finding finding, int code, String reason) {
    return new Failure(
        code, reason, finding.text() + "; " + finding.name() + "; " + finding.advice());
  }
}
