package dev.vouch.cli.score;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.cli.console.Reporting;
import dev.vouch.prover.rows.ProvenRows;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the proofs of a score took, and of what they had to warn. Not thread-safe. */
final class ScoreCosts {
  private final Map<String, Long> warnings = new LinkedHashMap<>();
  private long proofs;
  private long bytes;

  void add(ProvenRows proven) {
    proofs++;
    bytes += proven.inference().proof().length;
    for (CutOff warning : proven.inference().warnings()) {
      warnings.merge(warning.where(), 1L, Long::sum);
    }
  }

  /** Warns of what was cut off: the score is that of the values as they were cut off. */
  void warn(Reporting reporting) {
    warnings.forEach(
        (place, count) ->
            reporting.warn(
                place + ": values were cut off in " + count + " of " + proofs + " proofs"));
  }

  /** How many proofs there are. */
  long proofs() {
    return proofs;
  }

  /** Bytes of all proofs. */
  long bytes() {
    return bytes;
  }

  /** Proofs with values that were cut off, by place. */
  Map<String, Long> warnings() {
    return warnings;
  }
}
