package dev.vouch.cli.commit;

import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.rows.RowIntegers;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
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
   * @param wanted names; none: all hidden inputs
   * @param key file that the circuit is from, for messages
   */
  static CommitInputs of(Circuit circuit, List<String> wanted, String key) throws CommandException {
    requireNames(wanted, circuit.inputs().stream().map(Port::name).toList(), "the model");
    List<Slot> slots = new ArrayList<>();
    for (Port port : circuit.inputs()) {
      if (wanted.isEmpty() ? Slot.isHidden(circuit, port) : wanted.contains(port.name())) {
        try {
          slots.add(new Slot(port.name(), Slot.Role.INPUT, RowFormat.of(circuit, port)));
        } catch (NoRowFormatException e) {
          throw CommandException.invalidInput(e.getMessage() + "; " + key + "; see --inputs");
        }
      }
    }
    if (slots.isEmpty()) {
      throw CommandException.invalidInput(
          "the model has no hidden input; " + key + "; compile with --input-visibility private");
    }
    slots.sort(Slot.BY_NAME);
    List<NetworkPort> ports =
        RowIntegers.ports(circuit).stream()
            .filter(port -> wanted.isEmpty() || wanted.contains(port.name()))
            .toList();
    return new CommitInputs(
        slots,
        ports,
        new RowPorts(RowPorts.infos(ports), circuit.rows()),
        RowIntegers.of(circuit, slots.stream().map(Slot::name).toList()));
  }

  /**
   * Inputs of these formats, whatever model takes them.
   *
   * @param formats by name, at least one
   * @param wanted names; none: all of them
   */
  static CommitInputs of(Map<String, RowFormat> formats, List<String> wanted)
      throws CommandException {
    requireNames(wanted, List.copyOf(formats.keySet()), "the file");
    List<Slot> slots = new ArrayList<>();
    formats.forEach(
        (name, format) -> {
          if (wanted.isEmpty() || wanted.contains(name)) {
            slots.add(new Slot(name, Slot.Role.INPUT, format));
          }
        });
    slots.sort(Slot.BY_NAME);
    List<NetworkPort> ports = RowIntegers.portsOfFormats(slots);
    return new CommitInputs(
        slots, ports, new RowPorts(RowPorts.infos(ports), 1), RowIntegers.ofFormats(slots));
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
