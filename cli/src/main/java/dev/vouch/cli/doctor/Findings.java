package dev.vouch.cli.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.cli.failure.Failure;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.List;
import java.util.Optional;

/** Everything that doctor found. */
record Findings(List<Finding> findings) implements Section {
  Findings {
    findings = List.copyOf(findings);
  }

  @Override
  public void put(ObjectNode root) {
    ObjectNode node = root.putObject("findings");
    findings.forEach(finding -> finding.put(node));
  }

  @Override
  public List<Block> blocks() {
    return findings.stream().map(finding -> Block.text(finding.lines())).toList();
  }

  /** The first failure, that of the prover before any other. */
  Optional<Failure> failure() {
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
