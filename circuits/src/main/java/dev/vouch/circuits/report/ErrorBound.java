package dev.vouch.circuits.report;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.lowering.ErrorRules;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.primitive.Errors;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.quantise.InputQuantiser;
import dev.vouch.verifier.circuit.CellScales;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far each integer of a run can be from what it stands for, in its own steps: what inputs and
 * weights were rounded by, and half a step for every rounding on the way, carried through the
 * program from primitive to primitive. It holds for the worst case of all roundings. What was
 * clamped or has saturated is no rounding, and not part of it.
 *
 * <p>Functions with steps, such as comparisons and roundings to whole numbers, are exact but where
 * a step lies within the error of their operand: there the result may be on the other side, and the
 * bound says so with the step's height.
 *
 * <p>Integers and booleans are exact where all that they are computed from is.
 *
 * <p>The worst case grows with every layer, until in deep networks it says nothing. Beside it
 * stands an estimate, for which the errors of a sum's terms are independent: the root of their
 * squares, of {@value #DEVIATIONS} times the largest error of each rounding, some seven standard
 * deviations of it. What wrong choices at steps add is summed as it is: one tie often makes
 * several. It is no bound: errors that depend on one another may add up to more.
 */
public final class ErrorBound implements Errors {
  /** What a rounding counts in the estimate, in units of its largest error. */
  private static final double DEVIATIONS = 4;

  private final IntegerProgram program;
  private final Map<String, TensorData> inputs;
  private final Execution execution;
  private final ErrorRules rules;
  private final Map<Integer, List<Integer>> functions;
  private final boolean independent;
  private final boolean decided;

  /** Of an estimate in which choices may be wrong: the one in which none is. */
  private final @Nullable ErrorBound roundings;

  private final double[][] errors;
  private boolean undecided;

  private ErrorBound(
      ErrorRules rules,
      Map<Integer, List<Integer>> functions,
      Map<String, TensorData> inputs,
      Execution execution,
      boolean independent,
      boolean decided,
      @Nullable ErrorBound roundings) {
    this.program = execution.program();
    this.inputs = inputs;
    this.execution = execution;
    this.rules = rules;
    this.functions = functions;
    this.independent = independent;
    this.decided = decided;
    this.roundings = roundings;
    this.errors = new double[program.tensors().size()][];
    sources();
    program.primitives().forEach(this::carry);
  }

  /**
   * The bounds of a run of a network as it was compiled.
   *
   * @param inputs what was run, by name
   */
  public static ErrorBound of(
      Compilation compilation, Map<String, TensorData> inputs, Execution execution) {
    return new ErrorBound(
        compilation.values().errors(),
        integerFunctions(compilation),
        inputs,
        execution,
        false,
        false,
        null);
  }

  /**
   * What the bounds were if every step function gave what it would without errors of its operand;
   * the same where none may be wrong.
   */
  public ErrorBound decided() {
    if (roundings != null) {
      return roundings;
    }
    return undecided
        ? new ErrorBound(rules, functions, inputs, execution, independent, true, null)
        : this;
  }

  /** The estimate for the same run. */
  public ErrorBound estimate() {
    ErrorBound ofRoundings =
        undecided ? new ErrorBound(rules, functions, inputs, execution, true, true, null) : null;
    return new ErrorBound(rules, functions, inputs, execution, true, false, ofRoundings);
  }

  /** Bounds of one output's errors as real numbers, cell by cell. */
  public double[] of(NetworkPort output) {
    CellScales scales = output.scales(program.tensor(output.tensor()).scaleExponent());
    double[] steps = of(output.tensor());
    double[] real = new double[steps.length];
    Arrays.setAll(real, cell -> Math.scalb(steps[cell], -scales.exponent(cell)));
    return real;
  }

  @Override
  public long[] valuesOf(int tensor) {
    return execution.of(tensor);
  }

  @Override
  public double[] of(int tensor) {
    return Objects.requireNonNull(errors[tensor], "a primitive reads what comes after it");
  }

  @Override
  public double ofRounding() {
    return independent ? DEVIATIONS * ROUNDING : ROUNDING;
  }

  @Override
  public boolean independent() {
    return independent;
  }

  @Override
  public @Nullable Shares sharesOf(int tensor) {
    return rules.sharesOf(tensor);
  }

  @Override
  public double ofCoefficients(int output) {
    return rules.ofCoefficients(output);
  }

  @Override
  public double ofBounds(int output) {
    return rules.ofBounds(output);
  }

  @Override
  public double ofStep(double jump) {
    undecided |= jump > 0;
    return decided ? 0 : jump;
  }

  private void sources() {
    for (int i = 0; i < errors.length; i++) {
      IntegerTensor tensor = program.tensor(i);
      if (tensor.kind() != IntegerTensor.Kind.COMPUTED) {
        errors[i] = new double[tensor.size()];
        double largest = rules.ofStored(i);
        Arrays.fill(errors[i], largest * ofRounding() / ROUNDING);
      }
    }
    for (NetworkPort input : program.inputs()) {
      double[] roundings = of(input.tensor());
      if (input.type() != ValueType.REAL) {
        Arrays.fill(roundings, 0);
        continue;
      }
      TensorData values = Objects.requireNonNull(inputs.get(input.name()), input.name());
      CellScales scales = input.scales(program.tensor(input.tensor()).scaleExponent());
      Arrays.setAll(
          roundings,
          cell -> InputQuantiser.rounding(values, cell, scales) * ofRounding() / ROUNDING);
    }
  }

  /** The tensors that each tensor is an exact function of: integers of integers of the graph. */
  private static Map<Integer, List<Integer>> integerFunctions(Compilation compilation) {
    Graph graph = compilation.graph();
    Map<String, Wire> bound = compilation.values().bound();
    Map<Integer, List<Integer>> functions = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Integer> operands = new ArrayList<>();
      boolean ofIntegers = true;
      for (String input : node.inputs()) {
        if (!input.isEmpty() && graph.constant(input) == null) {
          Wire wire = bound.get(input);
          if (wire == null || graph.info(input).type().isFloating()) {
            ofIntegers = false;
          } else {
            operands.add(wire.tensor());
          }
        }
      }
      for (String output : node.outputs()) {
        Wire wire = bound.get(output);
        if (ofIntegers && wire != null && !graph.info(output).type().isFloating()) {
          functions.putIfAbsent(wire.tensor(), operands);
        }
      }
    }
    return functions;
  }

  private void carry(Primitive primitive) {
    int output = primitive.output();
    double[] carried =
        roundings == null ? carried(primitive, this) : carriedBeside(roundings, primitive);
    errors[output] = carried;
    if (rules.holdsIntegers(output)) {
      List<Integer> operands = functions.get(output);
      boolean exact =
          operands != null
              && operands.stream().allMatch(tensor -> tensor != output && isExact(tensor));
      errors[output] = exact ? new double[carried.length] : whole(output, carried);
    }
    double ofGrid = rules.ofOtherGrid(output) * ofRounding() / ROUNDING;
    if (ofGrid > 0) {
      errors[output] = Arrays.stream(errors[output]).map(error -> error + ofGrid).toArray();
    }
  }

  private double[] carried(Primitive primitive, Errors known) {
    return rules
        .rule(primitive.output())
        .map(rule -> rule.carried(known))
        .orElseGet(() -> primitive.carriedError(program, execution, known));
  }

  /** What wrong choices add to sums, beside roundings, they all add. */
  private double[] carriedBeside(ErrorBound ofRoundings, Primitive primitive) {
    double[] all = carried(primitive, this);
    double[] rounded = carried(primitive, ofRoundings);
    if (Arrays.equals(all, rounded)) {
      return all;
    }
    double[] most = carried(primitive, new DependentErrors(this));
    double[] least = carried(primitive, new DependentErrors(ofRoundings));
    double[] sum = new double[all.length];
    Arrays.setAll(sum, cell -> rounded[cell] + most[cell] - least[cell]);
    return sum;
  }

  private boolean isExact(int tensor) {
    return errors[tensor] != null && Arrays.stream(errors[tensor]).allMatch(error -> error == 0);
  }

  /** Integers differ by whole numbers, and lie within their range. */
  private double[] whole(int tensor, double... carried) {
    IntegerTensor integers = program.tensor(tensor);
    long[] values = execution.of(tensor);
    double[] whole = new double[carried.length];
    for (int i = 0; i < whole.length; i++) {
      long furthest =
          Math.max(integers.range().hi() - values[i], values[i] - integers.range().lo());
      whole[i] = Math.min(Math.floor(carried[i]), furthest);
    }
    return whole;
  }
}
