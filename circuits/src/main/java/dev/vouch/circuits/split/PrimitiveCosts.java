package dev.vouch.circuits.split;

import dev.vouch.circuits.cost.Rates;
import dev.vouch.circuits.emit.CircuitOwners;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Tensor;
import java.util.List;

/**
 * What parts of a program cost a prover, in estimated microseconds of one core: committed digits,
 * lookups and weights. What primitives share is left out.
 */
final class PrimitiveCosts {
  /** A value that is taken over is committed twice, and its limbs are looked up. */
  private static final int BITS_OF_LIMB = 12;

  /** Points that a short value is: twice itself, and its limbs. */
  private static final int ROWS_OF_PORT = 5;

  private PrimitiveCosts() {}

  /** The cost of each primitive in the circuit that the program's own layout gives. */
  static double[] of(IntegerProgram program) {
    EmittedCircuit emitted = program.emit();
    double[] ofTensors = ofTensors(emitted.circuit(), emitted.owners(), program.tensors().size());
    return program.primitives().stream()
        .mapToDouble(primitive -> ofTensors[primitive.output()] + weights(program, primitive))
        .toArray();
  }

  private static double[] ofTensors(Circuit circuit, CircuitOwners owners, int tensors) {
    double[] micros = new double[tensors];
    for (int i = 0; i < circuit.tensors().size(); i++) {
      int owner = owners.tensors().get(i);
      if (circuit.tensors().get(i) instanceof Tensor.Witness witness
          && owner != CircuitOwners.NONE) {
        micros[owner] += digits(witness.size(), new Interval(witness.lo(), witness.hi()));
      }
    }
    List<Lookup> lookups = circuit.lookups();
    for (int i = 0; i < lookups.size(); i++) {
      long cells = circuit.tensors().get(lookups.get(i).keys().get(0)).size();
      micros[owners.lookups().get(i)] += Rates.COMPILER.lookupCell() * cells;
    }
    return micros;
  }

  private static double digits(long cells, Interval range) {
    return Rates.COMPILER.digit() * cells * (range.bits() / Byte.SIZE + 1);
  }

  /** Weights are read once a proof. */
  private static double weights(IntegerProgram program, Primitive primitive) {
    return primitive.inputs().stream()
        .map(program::tensor)
        .filter(tensor -> tensor.kind() == IntegerTensor.Kind.MODEL)
        .mapToDouble(tensor -> Rates.COMPILER.multiplyAdd() * tensor.size())
        .sum();
  }

  /** What it costs that a value passes from one part to another. */
  static double ofPassing(int cells, Interval range) {
    int limbs = range.bits() / BITS_OF_LIMB + 1;
    double twice = 2 * (digits(cells, range) + Rates.COMPILER.row());
    return twice
        + ROWS_OF_PORT * Rates.COMPILER.verifierPoint()
        + Rates.COMPILER.lookupCell() * cells * (2.0 * limbs - 1);
  }

  /** What it costs that a weight is in two parts: its rows are points of both keys. */
  static double ofSharing(IntegerTensor weights) {
    return Rates.COMPILER.verifierPoint() + Rates.COMPILER.multiplyAdd() * weights.size();
  }
}
