package dev.vouch.verifier.commitment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file of commitments is about (formats.md §9), without the points. Immutable.
 *
 * @param slots the inputs, by name
 * @param rows how many rows of data
 * @param inputIds one a slot
 */
public record DataCommitment(List<Slot> slots, long rows, List<InputId> inputIds) {
  /** The most rows. */
  public static final long MAX_ROWS = 1L << 32;

  public DataCommitment {
    slots = List.copyOf(slots);
    inputIds = List.copyOf(inputIds);
  }

  /** The id of all of it: what its owner publishes or signs. */
  public DataId dataId() {
    return DataId.of(byName());
  }

  /** The ids of the inputs by name, in order. */
  public Map<String, InputId> byName() {
    Map<String, InputId> ids = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      ids.put(slots.get(i).name(), inputIds.get(i));
    }
    return ids;
  }

  /**
   * The place of an input among {@link #slots}.
   *
   * @throws IllegalArgumentException if there is none of this name; the message lists the names
   */
  public int slot(String name) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "the commitment has no input '"
            + name
            + "'; it has "
            + slots.stream().map(Slot::name).toList());
  }
}
