package dev.vouch.circuits.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.circuits.emit.JoinedWitness;
import dev.vouch.circuits.program.Execution;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The search over compiled models, and its control. */
public final class ModelRepair {
  /** What is spent on every small model that a test compiles. */
  private static final RepairSearch.Effort LITTLE = new RepairSearch.Effort(5, 150, 4);

  private static final int SMALL = 200_000;

  private ModelRepair() {}

  /**
   * What was done.
   *
   * @param evaluations changes of a cell
   * @param solution a second solution, or one with a hidden input outside its range, if there is
   *     one
   * @param controls circuits with one assertion less
   * @param found second solutions of those
   */
  public record Outcome(
      long evaluations, Optional<Map<String, BigInteger>> solution, int controls, int found) {}

  /** Requires that a little search finds no second witness of a run, if the model is small. */
  public static void requireOnlyWitness(CompiledNetwork network, Execution execution) {
    search(network, execution, LITTLE, 0, SMALL, new Random(1))
        .ifPresent(outcome -> assertThat(outcome.solution()).isEmpty());
  }

  /**
   * Searches; empty if the model is too large.
   *
   * @param controls how many assertions are left out, one after the other
   * @param most cells and products of a model
   */
  public static Optional<Outcome> search(
      CompiledNetwork network,
      Execution execution,
      RepairSearch.Effort effort,
      int controls,
      int most,
      Random random) {
    Circuit circuit = network.circuit();
    Optional<Wiring> wiring = Wiring.of(circuit, most);
    if (wiring.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, BigInteger[]> honest =
        new FieldEvaluator(circuit).sources(JoinedWitness.of(execution), network.modelValues());
    List<Integer> free = FreeTensors.of(circuit);
    RepairSearch search = new RepairSearch(wiring.get(), honest, free, effort, random);
    Optional<Map<String, BigInteger>> solution = search.otherSolution();
    long evaluations = search.evaluations();
    if (solution.isEmpty()) {
      RepairSearch inputs = new RepairSearch(wiring.get(), honest, free, effort, random);
      solution = inputs.inputOutsideItsRange();
      evaluations += inputs.evaluations();
    }
    int made = 0;
    int found = 0;
    int assertions = circuit.lookups().size() + circuit.zeros().size();
    for (; made < Math.min(controls, assertions); made++) {
      int left = random.nextInt(assertions);
      RepairSearch control =
          new RepairSearch(
              Wiring.of(without(circuit, left), most).orElseThrow(), honest, free, effort, random);
      found += control.otherSolution(below(wiring.get(), left)).isPresent() ? 1 : 0;
    }
    return Optional.of(new Outcome(evaluations, solution, made, found));
  }

  /** The cells that an assertion's keys are computed from. */
  private static BitSet below(Wiring wiring, int assertion) {
    Circuit circuit = wiring.circuit();
    int lookups = circuit.lookups().size();
    List<Integer> keys =
        assertion < lookups
            ? circuit.lookups().get(assertion).keys()
            : List.of(circuit.zeros().get(assertion - lookups));
    List<Integer> cells = new ArrayList<>();
    for (int key : keys) {
      for (int cell = wiring.start(key); cell < wiring.start(key + 1); cell++) {
        cells.add(cell);
      }
    }
    return wiring.below(cells);
  }

  /**
   * The circuit without one of its assertions.
   *
   * @param assertion numbers lookups, then zeros
   */
  public static Circuit without(Circuit circuit, int assertion) {
    List<Lookup> lookups = new ArrayList<>(circuit.lookups());
    List<Integer> zeros = new ArrayList<>(circuit.zeros());
    if (assertion < lookups.size()) {
      lookups.remove(assertion);
    } else {
      zeros.remove(assertion - lookups.size());
    }
    return new Circuit(
        circuit.semanticsVersion(),
        circuit.publicWeights(),
        circuit.c(),
        circuit.tensors(),
        circuit.tables(),
        lookups,
        zeros,
        circuit.inputs(),
        circuit.outputs());
  }
}
