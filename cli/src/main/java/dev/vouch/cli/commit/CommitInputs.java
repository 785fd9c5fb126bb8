package dev.vouch.cli.commit;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.rows.RowIntegers;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.ModelPort;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is committed to, and how its rows are read.
 *
 * @param slots of the inputs, by name
 * @param read inputs that are read from the data
 * @param ports the same, with how many rows are read at once
 * @param integers of their rows
 */
record CommitInputs(
    List<Slot> slots, List<NetworkPort> read, RowPorts ports, RowIntegers integers) {
  /**
   * Inputs of a model.
   *
   * @param wanted names; none: all inputs
   * @param shown whether rows of hidden inputs are public all the same
   * @param file that the key is from, for messages
   * @throws NoRowFormatException if the model takes no rows
   */
  static CommitInputs of(ModelKey key, List<String> wanted, boolean shown, String file)
      throws CommandException, NoRowFormatException {
    requireNames(wanted, key.inputs().stream().map(ModelPort::name).toList(), "the model");
    List<Slot> slots = new ArrayList<>();
    for (ModelPort port : key.inputs()) {
      if (wanted.isEmpty() || wanted.contains(port.name())) {
        try {
          Slot slot = port.inputSlot();
          slots.add(shown ? slot.withPublicRows() : slot);
        } catch (NoRowFormatException e) {
          throw CommandException.invalidInput(e.getMessage() + "; " + file + "; see --inputs");
        }
      }
    }
    if (slots.isEmpty()) {
      throw CommandException.invalidInput(
          "the model has no input; " + file + "; there are no rows to commit to");
    }
    slots.sort(Slot.BY_NAME);
    List<NetworkPort> ports =
        RowIntegers.ports(key).stream()
            .filter(port -> wanted.isEmpty() || wanted.contains(port.name()))
            .toList();
    return new CommitInputs(
        slots,
        ports,
        new RowPorts(RowPorts.infos(ports), key.rows()),
        RowIntegers.of(key, slots.stream().map(Slot::name).toList()));
  }

  /**
   * Inputs of these formats, whatever model takes them.
   *
   * @param formats by name, at least one
   * @param wanted names; none: all of them
   * @param shown whether rows are public
   */
  static CommitInputs of(Map<String, RowFormat> formats, List<String> wanted, boolean shown)
      throws CommandException {
    requireNames(wanted, List.copyOf(formats.keySet()), "the file");
    List<Slot> slots = new ArrayList<>();
    formats.forEach(
        (name, format) -> {
          if (wanted.isEmpty() || wanted.contains(name)) {
            Slot slot = new Slot(name, Slot.Role.INPUT, format);
            slots.add(shown ? slot.withPublicRows() : slot);
          }
        });
    slots.sort(Slot.BY_NAME);
    List<NetworkPort> ports = RowIntegers.portsOfFormats(slots);
    return new CommitInputs(
        slots, ports, new RowPorts(RowPorts.infos(ports), 1), RowIntegers.ofFormats(slots));
  }

  /** Whether there is something to open. */
  boolean hideAny() {
    return !slots.stream().allMatch(Slot::isPublic);
  }

  private static void requireNames(List<String> wanted, List<String> known, String what)
      throws CommandException {
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw CommandException.usage(
            what + " has no input '" + name + "'; --inputs; it has " + known);
      }
    }
  }
}
