package dev.vouch.verifier.rows;

import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What proofs of rows have shown together (rule 36). Immutable.
 *
 * @param first number of the first row; −1 if there was no proof
 * @param end number of the row after the last one
 * @param proofs how many there were
 * @param complete whether the rows are all rows of the data: from row 0 to one after which none
 *     follows; only said if there are no faults
 * @param faults what is not verified, in order; with any, the set as a whole is not accepted
 * @param more how many further faults there are
 * @param ids of the rows' inputs and hidden outputs, if the rows are all rows of the data
 */
public record RowVerdict(
    long first,
    long end,
    long proofs,
    boolean complete,
    List<RowFault> faults,
    long more,
    RowIds ids) {
  public RowVerdict {
    faults = List.copyOf(faults);
  }

  /** Whether every proof is accepted and none is missing between the first row and the last. */
  public boolean accepted() {
    return proofs > 0 && faults.isEmpty();
  }

  /** Which rows, in words. */
  public String rows() {
    return proofs == 0 ? "no rows" : RowRange.text(first, end);
  }

  /**
   * The id of all rows of an input.
   *
   * @throws IllegalStateException if the rows are not all rows of the data, or the input has no id
   */
  public InputId inputId(String name) {
    InputId id = ids.inputs().get(name);
    if (id == null) {
      throw new IllegalStateException(
          complete
              ? "input '" + name + "' is none whose rows have an id"
              : "an id is that of all rows of the data, these are " + rows());
    }
    return id;
  }

  /**
   * The id of the data that the inputs hold, hidden and public ones: compare it with the one that
   * their owner published or signed.
   *
   * @throws IllegalStateException if the rows are not all rows of the data, or an input has no id:
   *     it may hold anything, so the data have none
   */
  public DataId dataId() {
    if (!ids.without().isEmpty()) {
      throw new IllegalStateException("the data have no id, as of inputs " + ids.without());
    }
    return dataId(ids.inputs().keySet());
  }

  /** As {@link #dataId()}, of data that are some of the inputs. */
  public DataId dataId(Collection<String> names) {
    TreeMap<String, InputId> wanted = new TreeMap<>();
    names.forEach(name -> wanted.put(name, inputId(name)));
    if (wanted.isEmpty()) {
      throw new IllegalStateException("no input has an id, or the rows are not all of the data");
    }
    return DataId.of(wanted);
  }
}
