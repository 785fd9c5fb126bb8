package dev.vouch.circuits.emit;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.PaddedSpace;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.util.List;

/** A circuit with another width (protocol.md §2.2). */
public final class SizedCircuit {
  private SizedCircuit() {}

  /** The circuit with the width c: its weights' rows are as wide as they can be. */
  public static Circuit of(Circuit circuit, int c) {
    List<Tensor> sized =
        circuit.tensors().stream()
            .map(
                tensor ->
                    tensor instanceof Tensor.Committed weights && weights.kind() == TensorKind.MODEL
                        ? sized(weights, c)
                        : tensor)
            .toList();
    return circuit.withWidth(c).withTensors(sized);
  }

  private static Tensor sized(Tensor.Committed weights, int c) {
    return weights.withColumnBits(Math.min(PaddedSpace.of(weights.shape()).bits(), c));
  }
}
