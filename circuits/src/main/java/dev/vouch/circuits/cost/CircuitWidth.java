package dev.vouch.circuits.cost;

import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The choice of the circuit's width C = 2^c. Wider rows are fewer rows: each costs the prover a
 * blinder, the verifier a point and, unless it is a weight's, the proof 32 bytes; but the opened
 * row has C entries, each of which costs the same again. The verifier's vector commitment has
 * max(C, pads) points, so columns up to the number of pads are cheaper. A byte of a proof is priced
 * as the time to send it at 16 Mbit/s.
 */
public final class CircuitWidth {
  private static final int NARROWEST = 2;
  private static final int WIDEST = 16;
  private static final int PORT_COLUMN_BITS = 8;
  private static final double PROVER_MICROS_PER_COLUMN = 3.6;
  private static final double PROVER_MICROS_PER_ROW = 4.5;
  private static final double VERIFIER_MICROS_PER_POINT = 6;
  private static final double VERIFIER_WEIGHT = 0.5;

  /** The price of a byte of a proof. */
  static final double MICROS_PER_PROOF_BYTE = 0.5;

  private static final int POINT_BYTES = 32;

  private CircuitWidth() {}

  /** The c of least cost for a circuit; its own c is not looked at. */
  public static int cheapest(Circuit circuit) {
    int best = -1;
    double bestCost = Double.POSITIVE_INFINITY;
    long pads = estimatedMessages(circuit);
    for (int c = Math.max(NARROWEST, leastWidth(circuit)); c <= WIDEST; c++) {
      long proofRows = 0;
      long modelRows = 0;
      for (Tensor tensor : circuit.tensors()) {
        if (tensor.kind() == TensorKind.MODEL) {
          modelRows += rows(tensor.shape(), c);
        } else if (tensor.kind() == TensorKind.WITNESS) {
          proofRows += rows(tensor.shape(), c);
        }
      }
      long columns = 1L << c;
      double prover = PROVER_MICROS_PER_COLUMN * columns + PROVER_MICROS_PER_ROW * proofRows;
      double verifier =
          VERIFIER_MICROS_PER_POINT * (proofRows + modelRows + Math.max(columns, pads));
      double size = MICROS_PER_PROOF_BYTE * POINT_BYTES * (proofRows + columns);
      double cost = prover + VERIFIER_WEIGHT * verifier + size;
      if (cost < bestCost) {
        bestCost = cost;
        best = c;
      }
    }
    return best;
  }

  /** The circuit with the width c: its weights' rows are as wide as they can be. */
  public static Circuit of(Circuit circuit, int c) {
    List<Tensor> sized = new ArrayList<>();
    for (Tensor tensor : circuit.tensors()) {
      sized.add(
          tensor instanceof Tensor.Committed model && model.kind() == TensorKind.MODEL
              ? new Tensor.Committed(
                  model.name(),
                  model.shape(),
                  model.kind(),
                  model.lo(),
                  model.hi(),
                  model.scaleExponent(),
                  Math.min(CircuitBuilder.bits(model.shape()), c),
                  model.axisNames())
              : tensor);
    }
    return new Circuit(
        circuit.semanticsVersion(),
        circuit.publicWeights(),
        c,
        sized,
        circuit.tables(),
        circuit.lookups(),
        circuit.zeros(),
        circuit.inputs(),
        circuit.outputs());
  }

  private static int leastWidth(Circuit circuit) {
    int least = 0;
    for (Tensor tensor : circuit.tensors()) {
      if (tensor.kind() == TensorKind.INPUT || tensor.kind() == TensorKind.OUTPUT) {
        least = Math.max(least, Math.min(CircuitBuilder.bits(tensor.shape()), PORT_COLUMN_BITS));
      }
    }
    return least;
  }

  /**
   * Rows with a real cell when the low {@code c} bits of padded addresses are columns (protocol.md
   * §2.2).
   */
  public static long rows(List<Integer> shape, int c) {
    int below = 0;
    int axis = shape.size() - 1;
    while (axis >= 0 && below + bits(shape.get(axis)) <= c) {
      below += bits(shape.get(axis--));
    }
    if (axis < 0) {
      return 1;
    }
    long rows = ((long) shape.get(axis) + (1L << (c - below)) - 1) >> (c - below);
    for (axis--; axis >= 0; axis--) {
      rows *= shape.get(axis);
    }
    return rows;
  }

  private static int bits(int length) {
    return 32 - Integer.numberOfLeadingZeros(length - 1);
  }

  /**
   * Masked messages of the lookup tree, which are most of them: two a round and four a layer
   * (protocol.md §4).
   */
  private static long estimatedMessages(Circuit circuit) {
    long leaves = 1;
    for (Lookup lookup : circuit.lookups()) {
      leaves += 1L << CircuitBuilder.bits(circuit.tensors().get(lookup.keys().get(0)).shape());
    }
    for (Table table : circuit.tables()) {
      if (!table.direct()) {
        leaves += 1L << CircuitBuilder.bits(circuit.tensors().get(table.multiplicity()).shape());
      }
    }
    long layers = Long.SIZE - (long) Long.numberOfLeadingZeros(leaves - 1);
    return layers * (layers - 1) + 4 * layers;
  }
}
