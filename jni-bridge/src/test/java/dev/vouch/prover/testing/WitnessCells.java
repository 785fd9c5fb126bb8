package dev.vouch.prover.testing;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The cells that a prover hands over, one after the other (native-abi.md, “Values”). */
public final class WitnessCells {
  /** The tensors that are handed over and where each ends. */
  private record Slice(Tensor tensor, long end) {}

  private final List<Slice> slices = new ArrayList<>();

  public WitnessCells(Circuit circuit) {
    Set<Integer> multiplicities =
        circuit.tables().stream().map(Table::multiplicity).collect(Collectors.toSet());
    long end = 0;
    for (int i = 0; i < circuit.tensors().size(); i++) {
      Tensor tensor = circuit.tensors().get(i);
      boolean chosen =
          tensor.kind() == TensorKind.PUBLIC
              || (tensor.kind().committed() && tensor.kind() != TensorKind.MODEL);
      if (chosen && !multiplicities.contains(i)) {
        end += tensor.size();
        slices.add(new Slice(tensor, end));
      }
    }
  }

  private Slice slice(int cell) {
    return slices.stream().filter(slice -> cell < slice.end()).findFirst().orElseThrow();
  }

  /** Name of the tensor a cell belongs to, and where it lies in it. */
  public String describe(int cell) {
    Slice slice = slice(cell);
    return slice.tensor().name() + "[" + (cell - slice.end() + slice.tensor().size()) + "]";
  }

  /** Another value: a neighbour, or anything in the declared range. */
  public long other(int cell, long value, Random random) {
    if (random.nextBoolean()) {
      return random.nextBoolean() ? value + 1 : value - 1;
    }
    Tensor tensor = slice(cell).tensor();
    long drawn = random.nextLong(lo(tensor), hi(tensor) + 1);
    return drawn == value ? value + 1 : drawn;
  }

  private static long lo(Tensor tensor) {
    if (tensor instanceof Tensor.Witness witness) {
      return witness.lo();
    }
    return tensor instanceof Tensor.Public shown ? shown.lo() : ((Tensor.Committed) tensor).lo();
  }

  private static long hi(Tensor tensor) {
    if (tensor instanceof Tensor.Witness witness) {
      return witness.hi();
    }
    return tensor instanceof Tensor.Public shown ? shown.hi() : ((Tensor.Committed) tensor).hi();
  }
}
