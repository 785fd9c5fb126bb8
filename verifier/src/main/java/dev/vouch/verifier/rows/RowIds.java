package dev.vouch.verifier.rows;

import dev.vouch.verifier.VerifiedTensor;
import dev.vouch.verifier.commitment.CommittedRows;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowsHash;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids of all rows of some data (formats.md §9), by name; outputs that are public, and inputs
 * and outputs of which rows are not apart, have none. In the order of the circuit. Immutable.
 *
 * @param without names of the inputs that have none
 */
public record RowIds(
    Map<String, InputId> inputs, Map<String, InputId> outputs, List<String> without) {
  /** Of nothing, or of a part of the data. */
  public static final RowIds NONE = new RowIds(Map.of(), Map.of(), List.of());

  public RowIds {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs)); // keeps the order
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    without = List.copyOf(without);
  }

  /** Hashes the points or integers of verified rows as they come. Not thread-safe. */
  static final class Hashes {
    private final Map<String, RowsHash> inputs = new LinkedHashMap<>();
    private final Map<String, RowsHash> outputs = new LinkedHashMap<>();
    private final Set<String> inputNames = new LinkedHashSet<>();

    void add(VerifiedRows rows) {
      List<VerifiedTensor> hidden =
          rows.inference().outputs().stream().filter(VerifiedTensor::isHidden).toList();
      rows.inference().inputs().forEach(input -> inputNames.add(input.name()));
      add(inputs, rows.inference().inputs(), rows.range());
      add(outputs, hidden, rows.range());
    }

    private static void add(
        Map<String, RowsHash> hashes, List<VerifiedTensor> tensors, RowRange range) {
      for (VerifiedTensor tensor : tensors) {
        try {
          CommittedRows rows = tensor.committedRows();
          RowsHash hash = hashes.computeIfAbsent(tensor.name(), name -> new RowsHash(rows.slot()));
          for (int entry = 0; entry < range.rows(); entry++) {
            hash.add(rows.points(entry));
          }
        } catch (NoRowFormatException e) {
          // has no id
        }
      }
    }

    RowIds ids() {
      return new RowIds(
          ids(inputs),
          ids(outputs),
          inputNames.stream().filter(name -> !inputs.containsKey(name)).toList());
    }

    private static Map<String, InputId> ids(Map<String, RowsHash> hashes) {
      Map<String, InputId> ids = new LinkedHashMap<>();
      hashes.forEach((name, hash) -> ids.put(name, hash.id()));
      return ids;
    }
  }
}
