package dev.vouch.cli.doctor;

import dev.vouch.cli.console.Report;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.option.ThreadsFlag;
import dev.vouch.prover.Availability;
import dev.vouch.prover.Prover;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    Findings found = new Findings(findings(threads.count()));
    return reporting.print(
        found
            .failure()
            .map(failure -> Report.failure(failure, found))
            .orElseGet(() -> Report.of(found)));
  }

  private static List<Finding> findings(int threads) {
    Availability prover = Prover.availability();
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
}
