package dev.vouch.verifier.circuit;

import java.util.List;

/**
 * A lookup table (protocol.md §2).
 *
 * @param columns tensor indices, all of one shape
 * @param arguments how many of the first columns are function arguments: public or affine in public
 * @param multiplicity index of a WITNESS tensor of the same shape
 * @param direct whether its rows are summed outside the tree (§4): every column is CONST or IOTA
 */
public record Table(List<Integer> columns, int arguments, int multiplicity, boolean direct) {
  public Table {
    columns = List.copyOf(columns);
  }

  /** The table in the tree, or outside it. */
  public Table withDirect(boolean outside) {
    return new Table(columns, arguments, multiplicity, outside);
  }
}
