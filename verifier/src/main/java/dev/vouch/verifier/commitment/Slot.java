package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A hidden input or output whose rows are committed to, or opened (formats.md §6). Immutable.
 *
 * @param name the port's, as the network calls it
 */
public record Slot(String name, Role role, RowFormat format) {
  /** Names in the order of their UTF-8 bytes, as data ids take them. */
  public static final Comparator<Slot> BY_NAME =
      Comparator.comparing(Slot::name, DataId.NAME_ORDER);

  /** What a tensor is to a network. The order is the byte of files. */
  public enum Role {
    INPUT("input"),
    OUTPUT("output");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    /** As files and messages call it. */
    public String word() {
      return word;
    }
  }

  public Slot {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a slot without name");
    }
  }

  /** Whether a port is committed to rather than shown. */
  public static boolean isHidden(Circuit circuit, Port port) {
    return circuit.tensors().get(port.tensor()) instanceof Tensor.Committed;
  }

  /**
   * The hidden inputs of a circuit, by name.
   *
   * @throws NoRowFormatException if rows of one have no points of their own
   */
  public static List<Slot> inputsOf(Circuit circuit) throws NoRowFormatException {
    List<Slot> slots = of(circuit, circuit.inputs(), Role.INPUT);
    slots.sort(BY_NAME);
    return List.copyOf(slots);
  }

  /**
   * The hidden inputs and outputs of a circuit: inputs first, each in the order of the circuit.
   *
   * @throws NoRowFormatException if rows of one have no points of their own
   */
  public static List<Slot> hiddenOf(Circuit circuit) throws NoRowFormatException {
    List<Slot> slots = of(circuit, circuit.inputs(), Role.INPUT);
    slots.addAll(of(circuit, circuit.outputs(), Role.OUTPUT));
    return List.copyOf(slots);
  }

  private static List<Slot> of(Circuit circuit, List<Port> ports, Role role)
      throws NoRowFormatException {
    List<Slot> slots = new ArrayList<>();
    for (Port port : ports) {
      if (isHidden(circuit, port)) {
        slots.add(new Slot(port.name(), role, RowFormat.of(circuit, port)));
      }
    }
    return slots;
  }

  /** Role and name, as messages have them. */
  public String text() {
    return role.word() + " '" + name + "'";
  }
}
