package dev.vouch.verifier.covector;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import java.util.List;

/**
 * A linear functional on committed tensors that tells only what the opening asks for (protocol.md
 * §7): what it says about each row, once the columns are bound.
 */
public interface RowFunctional {
  /** The functional 0. */
  RowFunctional ZERO = (s, rows, workers) -> {};

  /**
   * Adds V(row, s) to each row's entry.
   *
   * @param s where the columns are bound, lowest bit first
   * @param rows one entry for each row of all committed tensors, numbered as {@link
   *     dev.vouch.verifier.circuit.layout.Matrix#firstRow} counts
   * @param workers share in the work
   */
  void addRows(List<Scalar> s, FieldVector rows, Workers workers);
}
