package dev.vouch.cli.prove;

import dev.vouch.circuits.program.CutOff;
import dev.vouch.cli.console.Reporting;
import dev.vouch.prover.rows.ProvenRows;
import java.util.LinkedHashMap;
import java.util.Map;

/** What proofs of rows took together. Not thread-safe. */
final class RowTotals {
  private static final int MOST_WARNINGS = 5;

  private final long first;
  private final long start = System.nanoTime();
  private final Map<String, Long> warnings = new LinkedHashMap<>();
  private long rows;
  private long proofs;
  private long bytes;
  private long nanos;
  private boolean told;

  /** Nothing, before the proof of a row. */
  RowTotals(long first) {
    this.first = first;
  }

  void add(ProvenRows proven) {
    rows += proven.range().rows();
    proofs++;
    bytes += proven.inference().proof().length;
    nanos = System.nanoTime() - start;
    for (CutOff warning : proven.inference().warnings()) {
      warnings.merge(warning.where(), 1L, Long::sum);
    }
  }

  /** Warns, once, of what was cut off: where, and in how many proofs. */
  void warn(Reporting reporting) {
    if (!told) {
      warnings.entrySet().stream()
          .limit(MOST_WARNINGS)
          .forEach(
              place ->
                  reporting.warn(
                      place.getKey()
                          + ": values were cut off, or are coarse, in "
                          + place.getValue()
                          + " of "
                          + proofs
                          + " proofs"));
      if (warnings.size() > MOST_WARNINGS) {
        reporting.warn(
            (warnings.size() - MOST_WARNINGS)
                + " more warnings of inputs, nodes and outputs; --json lists all");
      }
      told = true;
    }
  }

  /** Proofs with values that were cut off, or are coarse, by place. */
  Map<String, Long> warnings() {
    return warnings;
  }

  /** Number of the first row of this run. */
  long first() {
    return first;
  }

  long rows() {
    return rows;
  }

  long proofs() {
    return proofs;
  }

  long bytes() {
    return bytes;
  }

  /** From the beginning to the last proof. */
  long nanos() {
    return nanos;
  }
}
