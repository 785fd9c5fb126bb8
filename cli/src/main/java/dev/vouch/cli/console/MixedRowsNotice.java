package dev.vouch.cli.console;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.independence.RowIndependence;

/**
 * What is said before rows are proven, or committed to, with a model that may mix them. Apart from
 * {@link Reporting}, as {@link BatchNotice} is.
 */
public final class MixedRowsNotice {
  private MixedRowsNotice() {}

  /** Warns if it is not known that rows are independent of one another. */
  public static void tell(Reporting reporting, ModelKey key) {
    RowIndependence rows = key.rowIndependence();
    if (!rows.independent()) {
      reporting.warn(
          "the rows of a proof are "
              + rows.text()
              + "; whoever proves chooses what fills up the last proof, and where proofs begin:"
              + " see docs/rows.md");
    }
  }
}
