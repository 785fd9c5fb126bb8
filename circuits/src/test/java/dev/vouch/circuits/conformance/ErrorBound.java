package dev.vouch.circuits.conformance;

import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Exposure;
import dev.vouch.circuits.primitive.Maximum;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.primitive.Rearrangement;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.primitive.StridedLoop;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.primitive.Tabulation;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.circuit.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far each integer of a run can be from what it stands for, in its own steps: half a step for
 * every rounding, carried through the program from primitive to primitive. Nothing is known of a
 * program that takes integers apart, as Softmax does.
 */
final class ErrorBound {
  private static final double ROUNDING = 0.5;

  /** Of fixed-point factors of 17 bits. */
  private static final double RELATIVE_OF_FACTORS = Math.scalb(1.0, -17);

  /** Between the entries of a table, and beyond its ends. */
  private static final double OF_TABLES = 1.5;

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
    if (program.primitives().stream().anyMatch(Quotient.class::isInstance)) {
      return Optional.empty();
    }
    ErrorBound bound = new ErrorBound(execution, program);
    bound.sources();
    program.primitives().forEach(bound::carry);
    int scale = program.tensor(output.tensor()).scaleExponent();
    return Optional.of(
        Arrays.stream(bound.errors[output.tensor()])
            .map(error -> Math.scalb(error, -scale))
            .toArray());
  }

  private void sources() {
    for (int i = 0; i < errors.length; i++) {
      IntegerTensor tensor = program.tensor(i);
      errors[i] = new double[tensor.size()];
      if (tensor.kind() != IntegerTensor.Kind.COMPUTED) {
        Arrays.fill(errors[i], ROUNDING);
      }
    }
    for (NetworkPort input : program.inputs()) {
      if (input.type() != ValueType.REAL) {
        Arrays.fill(errors[input.tensor()], 0);
      }
    }
  }

  private void carry(Primitive primitive) {
    double[] result = errors[primitive.output()];
    if (primitive instanceof Contraction contraction) {
      contraction.summands().forEach(summand -> add(summand, contraction.output()));
    } else if (primitive instanceof Rearrangement rearrangement) {
      double[] source = errors[rearrangement.input()];
      Arrays.setAll(
          result, i -> rearrangement.cells()[i] < 0 ? 0 : source[rearrangement.cells()[i]]);
    } else if (primitive instanceof Requantisation requantisation) {
      double[] source = errors[requantisation.input()];
      // The bounds of a clamp are rounded too.
      double bounds = requantisation.clamps(program) ? ROUNDING : 0;
      double rounding = requantisation.shift() > 0 ? ROUNDING : 0;
      Arrays.setAll(
          result, i -> Math.scalb(source[i], -requantisation.shift()) + rounding + bounds);
    } else if (primitive instanceof Maximum maximum) {
      double[] source = errors[maximum.input()];
      int window = source.length / result.length;
      Arrays.setAll(
          result, i -> Arrays.stream(source, i * window, (i + 1) * window).max().orElseThrow());
    } else if (primitive instanceof Tabulation tabulation) {
      Arrays.setAll(result, i -> steepest(tabulation, i));
    } else {
      System.arraycopy(errors[((Exposure) primitive).input()], 0, result, 0, result.length);
    }
  }

  /** How much the table changes within the error of its argument. */
  private double steepest(Tabulation tabulation, int cell) {
    int reach = (int) Math.ceil(errors[tabulation.input()][cell]);
    int at = (int) (execution.of(tabulation.input())[cell] - tabulation.start());
    long[] table = tabulation.table();
    long most = 0;
    for (int i = Math.max(0, at - reach); i <= Math.min(table.length - 1, at + reach); i++) {
      most = Math.max(most, Math.abs(table[i] - table[at]));
    }
    return most + OF_TABLES;
  }

  /** |c|·(|a|·δb + |b|·δa + δa·δb) and the error of the factor c, summed. */
  private void add(Summand summand, int output) {
    double[] result = errors[output];
    double factor = Math.abs((double) summand.coefficient());
    boolean exact =
        Math.getExponent(factor) >= 0 && factor == Math.scalb(1.0, Math.getExponent(factor));
    double factorError = exact ? 0 : factor * RELATIVE_OF_FACTORS;
    List<Integer> tensors = summand.operands().stream().map(operand -> operand.tensor()).toList();
    StridedLoop loop =
        new StridedLoop(
            summand,
            program.tensor(output).shape(),
            tensors.stream().map(tensor -> program.tensor(tensor).shape()).toList());
    loop.forEachRun(
        (count, r, rStep, p, pStep, q, qStep) -> {
          for (int i = 0; i < count; i++) {
            double a = tensors.isEmpty() ? 1 : magnitude(tensors.get(0), p + i * pStep);
            double aError = tensors.isEmpty() ? 0 : errors[tensors.get(0)][p + i * pStep];
            double b = tensors.size() < 2 ? 1 : magnitude(tensors.get(1), q + i * qStep);
            double bError = tensors.size() < 2 ? 0 : errors[tensors.get(1)][q + i * qStep];
            result[r + i * rStep] +=
                factor * (a * bError + b * aError + aError * bError) + factorError * a * b;
          }
        });
  }

  private double magnitude(int tensor, int cell) {
    return Math.abs((double) execution.of(tensor)[cell]);
  }
}
