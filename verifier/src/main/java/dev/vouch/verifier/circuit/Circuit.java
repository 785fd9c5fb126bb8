package dev.vouch.verifier.circuit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A circuit: everything public about a model except the commitment of its weights (protocol.md §2,
 * formats.md §1).
 *
 * @param publicWeights whether MODEL blinders are 1 (§2.2)
 * @param c the width: C = 2^c columns
 * @param tensors in declaration order; a derived tensor uses earlier ones only
 * @param zeros indices of tensors that must be 0 everywhere
 */
public record Circuit(
    int semanticsVersion,
    boolean publicWeights,
    int c,
    List<Tensor> tensors,
    List<Table> tables,
    List<Lookup> lookups,
    List<Integer> zeros,
    List<Port> inputs,
    List<Port> outputs) {
  public Circuit {
    tensors = List.copyOf(tensors);
    tables = List.copyOf(tables);
    lookups = List.copyOf(lookups);
    zeros = List.copyOf(zeros);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The tensors of some kinds, in declaration order: so files and statements list them. */
  public List<Tensor> tensorsOf(TensorKind... kinds) {
    List<TensorKind> wanted = List.of(kinds);
    return tensors.stream().filter(tensor -> wanted.contains(tensor.kind())).toList();
  }

  /**
   * The inputs and outputs whose tensors' ids say how they are read, by tensor: those with scales
   * per slice, and those that hold an order.
   */
  public Map<Integer, Port> markedPorts() {
    Map<Integer, Port> marked = new HashMap<>();
    for (List<Port> ports : List.of(inputs, outputs)) {
      for (Port port : ports) {
        if (port.slices() != null || port.type().isOrder()) {
          marked.put(port.tensor(), port);
        }
      }
    }
    return marked;
  }

  /**
   * How many rows of data it takes at once: the length of the first axis of all inputs and outputs,
   * if that is the same; else 1 (protocol.md §11, rule 36).
   */
  public int rows() {
    return rowsOf(Stream.concat(inputs.stream(), outputs.stream()).map(Port::shape));
  }

  /**
   * As {@link #rows}, from the shapes alone.
   *
   * @param shapes of all inputs and outputs
   */
  public static int rowsOf(Stream<List<Integer>> shapes) {
    List<Integer> firsts =
        shapes.map(shape -> shape.isEmpty() ? 1 : shape.get(0)).distinct().toList();
    return firsts.size() == 1 ? firsts.get(0) : 1;
  }

  /** The circuit with other tensors in the places of its own. */
  public Circuit withTensors(List<Tensor> other) {
    return new Circuit(
        semanticsVersion, publicWeights, c, other, tables, lookups, zeros, inputs, outputs);
  }

  /** The circuit with another width; its tensors' rows stay as they are. */
  public Circuit withWidth(int other) {
    return new Circuit(
        semanticsVersion, publicWeights, other, tensors, tables, lookups, zeros, inputs, outputs);
  }

  /** The circuit with other tables. */
  public Circuit withTables(List<Table> other) {
    return new Circuit(
        semanticsVersion, publicWeights, c, tensors, other, lookups, zeros, inputs, outputs);
  }
}
