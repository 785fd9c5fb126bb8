package dev.vouch.circuits.conformance;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.primitive.Errors;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.ValueType;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far each integer of a run can be from what it stands for, in its own steps: half a step for
 * every rounding, carried through the program from primitive to primitive. Nothing is known of a
 * program with a primitive that knows no bound.
 */
final class ErrorBound {
  private final IntegerProgram program;
  private final Execution execution;
  private final double[][] errors;

  private ErrorBound(Execution execution, IntegerProgram program) {
    this.program = program;
    this.execution = execution;
    this.errors = new double[program.tensors().size()][];
  }

  /** Bounds of one output's errors as real numbers, cell by cell; empty where nothing is known. */
  static Optional<double[]> of(IntegerProgram program, Execution execution, NetworkPort output) {
    ErrorBound bound = new ErrorBound(execution, program);
    bound.sources();
    if (!program.primitives().stream().allMatch(bound::carry)) {
      return Optional.empty();
    }
    CellScales scales = output.scales(program.tensor(output.tensor()).scaleExponent());
    double[] real = bound.errors[output.tensor()].clone();
    Arrays.setAll(real, cell -> Math.scalb(real[cell], -scales.exponent(cell)));
    return Optional.of(real);
  }

  private void sources() {
    for (int i = 0; i < errors.length; i++) {
      IntegerTensor tensor = program.tensor(i);
      errors[i] = new double[tensor.size()];
      if (tensor.kind() != IntegerTensor.Kind.COMPUTED) {
        Arrays.fill(errors[i], Errors.ROUNDING);
      }
    }
    for (NetworkPort input : program.inputs()) {
      if (input.type() != ValueType.REAL) {
        Arrays.fill(errors[input.tensor()], 0);
      }
    }
  }

  /** Whether a bound is known. */
  private boolean carry(Primitive primitive) {
    Optional<double[]> carried =
        primitive.carriedError(program, execution, tensor -> errors[tensor]);
    carried.ifPresent(error -> errors[primitive.output()] = error);
    return carried.isPresent();
  }
}
