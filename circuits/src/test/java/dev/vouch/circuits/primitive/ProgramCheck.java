package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.emit.CircuitOwners;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.repair.FreeTensors;
import dev.vouch.circuits.trace.CircuitEvaluator;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.validator.CircuitValidator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares the executor of a small program with its constraints, and mutates its witness. */
public final class ProgramCheck {
  private static final double MOST_COMBINATIONS = 2e5;

  private final IntegerProgram program;
  private final List<long[]> modelValues;
  private final FieldEvaluator evaluator;
  private final CircuitEvaluator integers;

  public ProgramCheck(IntegerProgram program, List<long[]> modelValues) throws Exception {
    this(program, modelValues, program.emit());
    CircuitValidator.validate(program.emit().circuit());
  }

  private ProgramCheck(
      IntegerProgram program, List<long[]> modelValues, EmittedCircuit constraints) {
    this.program = program;
    this.modelValues = modelValues;
    this.evaluator = new FieldEvaluator(constraints.circuit());
    this.integers = new CircuitEvaluator(constraints);
  }

  /** The same program with one lookup less than its circuit has: a control of the checks. */
  static ProgramCheck withoutLookup(IntegerProgram program, int lookup) {
    EmittedCircuit emitted = program.emit();
    Circuit circuit = emitted.circuit();
    List<Lookup> lookups = new ArrayList<>(circuit.lookups());
    lookups.remove(lookup);
    List<Integer> owners = new ArrayList<>(emitted.owners().lookups());
    owners.remove(lookup);
    Circuit looser =
        new Circuit(
            circuit.semanticsVersion(),
            circuit.publicWeights(),
            circuit.c(),
            circuit.tensors(),
            circuit.tables(),
            lookups,
            circuit.zeros(),
            circuit.inputs(),
            circuit.outputs());
    CircuitOwners kept =
        new CircuitOwners(emitted.owners().tensors(), owners, emitted.owners().zeros());
    return new ProgramCheck(
        program, List.of(), new EmittedCircuit(looser, emitted.fills(), kept, emitted.bindings()));
  }

  /**
   * Runs the program and requires that the circuit accepts the witness and every tensor lies in its
   * range.
   */
  Execution accepted(Map<Integer, long[]> inputs) {
    Execution execution = Execution.run(program, modelValues, inputs);
    for (int i = 0; i < program.tensors().size(); i++) {
      IntegerTensor tensor = program.tensor(i);
      for (long value : execution.of(i)) {
        assertThat(tensor.range().contains(value)).as("%s holds %d", tensor, value).isTrue();
      }
    }
    assertThat(evaluator.violations(sources(execution), 5)).isEmpty();
    assertThat(violated(JoinedWitness.of(execution))).isFalse();
    return execution;
  }

  private boolean violated(long[] witness) {
    return !integers
        .violations(
            integers.evaluate(JoinedWitness.split(program.emit().circuit(), witness), modelValues),
            1)
        .isEmpty();
  }

  /** The integer evaluator finds every mutation that integers can hold. */
  private void findsIntegerMutations(Map<Integer, long[]> inputs) {
    long[] witness = JoinedWitness.of(accepted(inputs));
    Map<Integer, Integer> starts = evaluator.starts();
    for (int tensor : FreeTensors.of(program.emit().circuit())) {
      int size = Math.toIntExact(program.emit().circuit().tensors().get(tensor).size());
      for (int cell = 0; cell < size; cell++) {
        int at = starts.get(tensor) + cell;
        for (long change : new long[] {1, -1, 256, -(1 << 16), 1L << 40, 1L << 61}) {
          witness[at] += change;
          assertThat(violated(witness))
              .as("cell %d of tensor %d, %d more", cell, tensor, change)
              .isTrue();
          witness[at] -= change;
        }
      }
    }
  }

  private Map<Integer, BigInteger[]> sources(Execution execution) {
    return evaluator.sources(JoinedWitness.of(execution), modelValues);
  }

  /**
   * Requires that changing any single witness or output cell, to a neighbour or by a wrap-around,
   * is refused.
   */
  public void rejectsMutations(Map<Integer, long[]> inputs) {
    findsIntegerMutations(inputs);
    Map<Integer, BigInteger[]> sources = sources(accepted(inputs));
    Circuit circuit = program.emit().circuit();
    for (int tensor : FreeTensors.of(circuit)) {
      BigInteger[] cells = sources.get(tensor);
      for (int cell = 0; cell < cells.length; cell++) {
        for (BigInteger other : alternatives(cells[cell])) {
          Map<Integer, BigInteger[]> mutated = new HashMap<>(sources);
          BigInteger[] changed = cells.clone();
          changed[cell] = other;
          mutated.put(tensor, changed);
          assertThat(evaluator.violations(mutated, 1))
              .as(
                  "cell %d of '%s' changed from %s to %s",
                  cell, circuit.tensors().get(tensor).name(), cells[cell], other)
              .isNotEmpty();
        }
      }
    }
  }

  /**
   * Tries every combination of all cells that a prover chooses, in their declared ranges and one
   * beyond: only the executor's is accepted.
   */
  void hasOneSolution(Map<Integer, long[]> inputs) {
    assertThat(solutions(inputs)).containsExactly(JoinedWitness.of(accepted(inputs)));
  }

  /** All combinations of cells that the circuit accepts, as {@link #hasOneSolution} tries them. */
  List<long[]> solutions(Map<Integer, long[]> inputs) {
    long[] honest = JoinedWitness.of(accepted(inputs));
    List<Choice> choices = new ArrayList<>();
    for (int tensor : FreeTensors.of(program.emit().circuit())) {
      Interval declared = declared(program.emit().circuit().tensors().get(tensor));
      int start = Objects.requireNonNull(evaluator.starts().get(tensor));
      long size = program.emit().circuit().tensors().get(tensor).size();
      for (int cell = start; cell < start + size; cell++) {
        choices.add(new Choice(cell, declared.lo() - 1, declared.hi() + 1));
      }
    }
    double combinations =
        choices.stream().mapToDouble(c -> c.hi() - c.lo() + 1).reduce(1, (a, b) -> a * b);
    assertThat(combinations).isLessThan(MOST_COMBINATIONS);
    List<long[]> solutions = new ArrayList<>();
    solve(honest.clone(), choices, 0, solutions);
    return solutions;
  }

  /** A cell and the values that are tried for it. */
  private record Choice(int cell, long lo, long hi) {}

  private void solve(long[] witness, List<Choice> choices, int next, List<long[]> solutions) {
    if (next == choices.size()) {
      if (!violated(witness)) {
        solutions.add(witness.clone());
      }
      return;
    }
    Choice choice = choices.get(next);
    for (long value = choice.lo(); value <= choice.hi(); value++) {
      witness[choice.cell()] = value;
      solve(witness, choices, next + 1, solutions);
    }
  }

  private static Interval declared(Tensor tensor) {
    if (tensor instanceof Tensor.Witness witness) {
      return new Interval(witness.lo(), witness.hi());
    } else if (tensor instanceof Tensor.Public shown) {
      return new Interval(shown.lo(), shown.hi());
    }
    Tensor.Committed committed = (Tensor.Committed) tensor;
    return new Interval(committed.lo(), committed.hi());
  }

  /** Index of the tensor with that name. */
  static int tensor(Circuit circuit, String name) {
    for (int i = 0; i < circuit.tensors().size(); i++) {
      if (circuit.tensors().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("no tensor '" + name + "'");
  }

  /** ±1, ±a limb, sign, wrap-arounds by fractions that a division by 2^k in F could hide. */
  private static List<BigInteger> alternatives(BigInteger value) {
    BigInteger p = FieldEvaluator.ORDER;
    List<BigInteger> others = new ArrayList<>();
    for (long difference : new long[] {1, -1, 2, 16, -16, 256, -256, 1 << 16, -(1 << 16)}) {
      others.add(value.add(BigInteger.valueOf(difference)).mod(p));
    }
    for (int shift : new int[] {1, 4, 8, 16, 24}) {
      BigInteger fraction = BigInteger.ONE.shiftLeft(shift).modInverse(p);
      others.add(value.add(fraction).mod(p));
      others.add(value.subtract(fraction).mod(p));
    }
    BigInteger negative = value.negate().mod(p);
    if (!negative.equals(value)) {
      others.add(negative);
    }
    return others;
  }
}
