package dev.vouch.circuits.cost;

import dev.vouch.circuits.emit.PortColumns;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.lookup.LookupArgument;

/** The choice of the circuit's width C = 2^c, by {@link CostModel#width}. */
public final class CircuitWidth {
  private static final int NARROWEST = 2;
  private static final int WIDEST = 16;

  private CircuitWidth() {}

  /** The c of least cost for a circuit; its own c is not looked at. */
  public static int cheapest(Circuit circuit, ProofGoal goal) {
    int best = -1;
    double bestCost = Double.POSITIVE_INFINITY;
    int pads = estimatedMessages(circuit);
    for (int c = Math.max(NARROWEST, leastWidth(circuit)); c <= WIDEST; c++) {
      long proofRows = 0;
      long modelRows = 0;
      for (Tensor tensor : circuit.tensors()) {
        if (tensor.kind() == TensorKind.MODEL) {
          modelRows += PaddedSpace.of(tensor.shape()).rows(c);
        } else if (tensor.kind() == TensorKind.WITNESS) {
          proofRows += PaddedSpace.of(tensor.shape()).rows(c);
        } else if (isPort(tensor)) {
          int columnBits = PortColumns.apart(tensor.shape(), circuit.rows(), c);
          proofRows += PaddedSpace.of(tensor.shape()).rows(columnBits);
        }
      }
      double cost = CostModel.COMPILER.width(goal, 1 << c, proofRows, modelRows, pads);
      if (cost < bestCost) {
        bestCost = cost;
        best = c;
      }
    }
    return best;
  }

  private static int leastWidth(Circuit circuit) {
    int least = 0;
    for (Tensor tensor : circuit.tensors()) {
      if (isPort(tensor)) {
        least = Math.max(least, ((Tensor.Committed) tensor).columnBits());
      }
    }
    return least;
  }

  private static boolean isPort(Tensor tensor) {
    return tensor.kind() == TensorKind.INPUT || tensor.kind() == TensorKind.OUTPUT;
  }

  /** Masked messages of the lookup tree, which are most of them (protocol.md §4). */
  private static int estimatedMessages(Circuit circuit) {
    long leaves = 1;
    for (Lookup lookup : circuit.lookups()) {
      leaves += 1L << PaddedSpace.of(circuit.tensors().get(lookup.keys().get(0)).shape()).bits();
    }
    for (Table table : circuit.tables()) {
      if (!table.direct()) {
        leaves += 1L << PaddedSpace.of(circuit.tensors().get(table.multiplicity()).shape()).bits();
      }
    }
    int variables = Long.SIZE - Long.numberOfLeadingZeros(leaves - 1);
    return LookupArgument.messages(variables, false);
  }
}
