package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cells that a prover hands over (docs/spec/native-abi.md, "Values"), tensor by tensor: PUBLIC,
 * INPUT, OUTPUT and WITNESS in declaration order, multiplicities left out. Secret: {@link #close}
 * overwrites them. Not thread-safe.
 */
public final class Witness implements AutoCloseable {
  private final Circuit circuit;
  private final List<Integer> tensors;
  private final List<long[]> cells;

  /**
   * A witness, which need not be a true one.
   *
   * @param cells of each tensor that is handed over, row-major; belongs to the witness from now on
   * @throws IllegalArgumentException if there are more or fewer cells than the circuit takes
   */
  public Witness(Circuit circuit, List<long[]> cells) {
    this.circuit = circuit;
    this.tensors = tensors(circuit);
    this.cells = List.copyOf(cells);
    if (cells.size() != tensors.size()) {
      throw new IllegalArgumentException(
          "the circuit takes " + tensors.size() + " tensors of a witness, not " + cells.size());
    }
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = circuit.tensors().get(tensors.get(i));
      if (cells.get(i).length != tensor.size()) {
        throw new IllegalArgumentException(
            "tensor '" + tensor.name() + "' takes " + tensor.size() + " cells");
      }
    }
  }

  /** The tensors of a circuit that a prover hands over, in declaration order. */
  public static List<Integer> tensors(Circuit circuit) {
    Set<Integer> multiplicities =
        circuit.tables().stream().map(Table::multiplicity).collect(Collectors.toSet());
    return IntStream.range(0, circuit.tensors().size())
        .filter(
            i ->
                switch (circuit.tensors().get(i).kind()) {
                  case PUBLIC, INPUT, OUTPUT -> true;
                  case WITNESS -> !multiplicities.contains(i);
                  case CONST, IOTA, MODEL, DERIVED -> false;
                })
        .boxed()
        .toList();
  }

  /** Cells of each tensor that is handed over, row-major; not to be written to. */
  public List<long[]> cells() {
    return cells;
  }

  /** Copies of the cells of the PUBLIC tensors in declaration order. */
  public List<long[]> publicValues() {
    return values(Set.of(TensorKind.PUBLIC));
  }

  /** Copies of the cells of the hidden INPUT and OUTPUT tensors in declaration order: secret. */
  public List<long[]> hiddenValues() {
    return values(Set.of(TensorKind.INPUT, TensorKind.OUTPUT));
  }

  private List<long[]> values(Set<TensorKind> kinds) {
    List<long[]> values = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      if (kinds.contains(circuit.tensors().get(tensors.get(i)).kind())) {
        values.add(cells.get(i).clone());
      }
    }
    return values;
  }

  /** Overwrites the cells. */
  @Override
  public void close() {
    cells.forEach(values -> Arrays.fill(values, 0));
  }

  /** Never values. */
  @Override
  public String toString() {
    return "Witness[" + cells.size() + " tensors]";
  }
}
