package dev.vouch.cli.verify;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.commitment.DataId;
import dev.vouch.verifier.commitment.InputId;
import dev.vouch.verifier.commitment.TensorOpening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the committed data of a proof must be, and what is opened of it.
 *
 * @param dataId of the data; null if nobody asks
 * @param inputIds of inputs, by name
 * @param commitment file that rows are compared with; null if they are not
 * @param openings of single rows and sums
 */
record DataDemands(
    @Nullable DataId dataId,
    Map<String, InputId> inputIds,
    @Nullable String commitment,
    List<TensorOpening> openings) {
  static final DataDemands NONE = new DataDemands(null, Map.of(), null, List.of());

  DataDemands {
    openings = List.copyOf(openings);
  }

  /** Whether there are any. */
  boolean isNone() {
    return dataId == null && inputIds.isEmpty() && commitment == null && openings.isEmpty();
  }

  /**
   * Reads ids as options have them.
   *
   * @param words {@code HEX} or {@code NAME=HEX}
   */
  static DataDemands of(
      List<String> words, @Nullable String commitment, List<TensorOpening> openings)
      throws CommandException {
    List<DataId> ids = new ArrayList<>();
    Map<String, InputId> inputs = new LinkedHashMap<>();
    for (String word : words) {
      int sign = word.lastIndexOf('=');
      try {
        if (sign < 0) {
          ids.add(DataId.parse(word));
        } else {
          String name = word.substring(0, sign);
          if (inputs.put(name, InputId.parse(word.substring(sign + 1))) != null) {
            throw CommandException.usage(
                "'" + name + "' is given twice; --input-id " + word + "; give one id for each");
          }
        }
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(
            "'" + word + "' is no id; --input-id; give 64 hexadecimal digits, or NAME=HEX");
      }
    }
    if (ids.size() > 1) {
      throw CommandException.usage("data has one id; --input-id; give one, or NAME=HEX for others");
    }
    return new DataDemands(ids.isEmpty() ? null : ids.get(0), inputs, commitment, openings);
  }
}
