package dev.vouch.prover;

import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which inputs of a model the slots of committed rows are: those with the names of hidden inputs,
 * all of equal format; an output of another model is one where no slot of role input is called so.
 * Other slots are left alone, so that models of different inputs share openings. Immutable.
 */
final class CommittedInputs {
  private final Map<String, Integer> slots;

  private CommittedInputs(Map<String, Integer> slots) {
    this.slots = Collections.unmodifiableMap(slots);
  }

  /**
   * Those of a model.
   *
   * @param inputs of the model
   * @param slots of the openings
   * @throws CommittedInputException if none of them is an input of the model, or one is an input
   *     that is public, has no rows of its own, or has another format
   */
  static CommittedInputs of(List<ModelPort> inputs, List<Slot> slots)
      throws CommittedInputException {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (ModelPort port : inputs) {
      int slot = find(slots, port.name());
      if (slot >= 0) {
        requireFormat(port, slots.get(slot).format());
        found.put(port.name(), slot);
      }
    }
    if (found.isEmpty() && !slots.isEmpty()) {
      throw CommittedInputException.ofFormat(
          "the committed rows have "
              + slots.stream().map(Slot::text).toList()
              + ", none of which is an input of the model: it has "
              + inputs.stream().map(ModelPort::name).toList());
    }
    return new CommittedInputs(found);
  }

  /** Number of the slot of an input; −1 if there is none. */
  private static int find(List<Slot> slots, String name) {
    int output = -1;
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).name().equals(name)) {
        if (slots.get(i).role() == Slot.Role.INPUT) {
          return i;
        }
        output = i;
      }
    }
    return output;
  }

  /** Names of the inputs that need not be given otherwise, in the order of the network. */
  Set<String> names() {
    return slots.keySet();
  }

  /** Number of an input's slot. */
  int slot(String input) {
    return Objects.requireNonNull(slots.get(input));
  }

  private static void requireFormat(ModelPort port, RowFormat given)
      throws CommittedInputException {
    if (!port.isHidden()) {
      throw CommittedInputException.ofFormat(
          "input '"
              + port.name()
              + "' of the model is public: its proofs hold no commitment of it");
    }
    RowFormat own;
    try {
      own = port.rowFormat();
    } catch (NoRowFormatException e) {
      throw CommittedInputException.ofFormat(String.valueOf(e.getMessage()));
    }
    if (!own.equals(given)) {
      throw CommittedInputException.ofFormat(
          "rows of input '"
              + port.name()
              + "' are committed to in another format than the model's: "
              + String.join("; ", differences(given, own)));
    }
  }

  /** What differs, in words: first what is committed to. */
  private static List<String> differences(RowFormat given, RowFormat own) {
    List<String> differences = new ArrayList<>();
    tell(differences, "shape", given.lengths(), own.lengths());
    tell(differences, "range", range(given), range(own));
    tell(differences, "scale", scale(given), scale(own));
    tell(differences, "columns a point", 1 << given.columnBits(), 1 << own.columnBits());
    tell(differences, "type", given.type(), own.type());
    return differences;
  }

  private static void tell(List<String> differences, String what, Object given, Object own) {
    if (!given.equals(own)) {
      differences.add(what + " " + given + ", the model takes " + own);
    }
  }

  private static String range(RowFormat format) {
    return format.lo() + " to " + format.hi();
  }

  private static String scale(RowFormat format) {
    return format.slices() == null
        ? "2^" + -format.scaleExponent()
        : "per slice along axis "
            + format.slices().axis()
            + ", 2^-e with e of "
            + format.slices().exponents();
  }
}
