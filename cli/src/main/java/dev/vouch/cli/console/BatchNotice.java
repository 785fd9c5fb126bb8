package dev.vouch.cli.console;

import dev.vouch.circuits.graph.Batches;
import dev.vouch.circuits.graph.Samples;
import org.jspecify.annotations.Nullable;

/**
 * What is said of data that was cut into batches. Apart from {@link Reporting}, which every command
 * has: those that verify load no classes of circuits.
 */
public final class BatchNotice {
  private BatchNotice() {}

  /** Says how data was cut, if it was. */
  public static void tell(Reporting reporting, @Nullable Samples data) {
    Batches batches = data == null ? null : data.batches();
    if (batches != null) {
      reporting.log(batches.text());
    }
  }
}
