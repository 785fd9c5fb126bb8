package dev.vouch.circuits.report;

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
 * program with a primitive that knows no bound. What was clamped or has saturated is no rounding,
 * and not part of it.
 */
public final class ErrorBound {
  private final IntegerProgram program;
  private final Execution execution;
  private final double[][] errors;

  private ErrorBound(Execution execution) {
    this.program = execution.program();
    this.execution = execution;
    this.errors = new double[program.tensors().size()][];
  }

  /** The bounds of a run; empty where nothing is known. */
  public static Optional<ErrorBound> of(Execution execution) {
    ErrorBound bound = new ErrorBound(execution);
    bound.sources();
    return bound.program.primitives().stream().allMatch(bound::carry)
        ? Optional.of(bound)
        : Optional.empty();
  }

  /** Bounds of one output's errors as real numbers, cell by cell. */
  public double[] of(NetworkPort output) {
    CellScales scales = output.scales(program.tensor(output.tensor()).scaleExponent());
    double[] steps = errors[output.tensor()];
    double[] real = new double[steps.length];
    Arrays.setAll(real, cell -> Math.scalb(steps[cell], -scales.exponent(cell)));
    return real;
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
