package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An input or output whose rows are committed to, or opened (formats.md §6, §9). Immutable.
 *
 * @param name the port's, as the network calls it
 * @param isPublic whether it is an input whose rows everyone may see: a commitment to data has
 *     hashes of them in place of points
 */
public record Slot(String name, Role role, RowFormat format, boolean isPublic) {
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

  /**
   * A slot.
   *
   * @throws IllegalArgumentException if it has no name, or is public and an output, or has points
   */
  public Slot {
    misfit(name, role, format, isPublic)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
  }

  /** A hidden input or output. */
  public Slot(String name, Role role, RowFormat format) {
    this(name, role, format, false);
  }

  static Optional<String> misfit(String name, Role role, RowFormat format, boolean isPublic) {
    if (name.isEmpty()) {
      return Optional.of("a slot without name");
    }
    return isPublic && (role != Role.INPUT || format.columnBits() != 0)
        ? Optional.of("'" + name + "' is public, and an output or with columns of points")
        : Optional.empty();
  }

  /** The same input as one whose rows everyone may see. */
  public Slot withPublicRows() {
    return new Slot(name, role, format.withColumnBits(0), true);
  }

  /**
   * An input of a circuit, hidden or public.
   *
   * @throws NoRowFormatException if rows of it are not apart
   */
  public static Slot inputOf(Circuit circuit, Port port) throws NoRowFormatException {
    return isHidden(circuit, port)
        ? new Slot(port.name(), Role.INPUT, RowFormat.of(circuit, port))
        : new Slot(port.name(), Role.INPUT, PortRows.publicFormat(circuit, port), true);
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
    List<Slot> slots = new ArrayList<>();
    for (Port port : circuit.inputs()) {
      if (isHidden(circuit, port)) {
        slots.add(new Slot(port.name(), Role.INPUT, RowFormat.of(circuit, port)));
      }
    }
    slots.sort(BY_NAME);
    return List.copyOf(slots);
  }

  /** Bytes of a row in a commitment: of its points, or of its hash. */
  public int rowBytes() {
    return isPublic ? CommitmentId.BYTES : format.pointBytes();
  }

  /** Role and name, as messages have them. */
  public String text() {
    return role.word() + " '" + name + "'";
  }
}
