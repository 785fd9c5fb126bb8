package dev.vouch.circuits.program;

import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.cost.LayoutCost;
import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.cost.TableChoice;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.PortColumns;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.primitive.LayoutOption;
import dev.vouch.circuits.primitive.LayoutTable;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Port;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the layout of least cost: for each limb width the circuit is emitted and counted ({@link
 * LayoutCost}); given the limb width each primitive takes the option that costs it least, tables
 * that are there already being free. Width and place of the tables are chosen last ({@link
 * TableChoice}).
 */
final class LayoutSearch {
  private static final int NARROWEST = 4;
  private static final int WIDEST = 16;

  /** The width does not matter to {@link LayoutCost}. */
  private static final int ANY_WIDTH = 16;

  private LayoutSearch() {}

  private record Found(LimbPlan layout, Circuit circuit) {}

  static LimbPlan cheapest(IntegerProgram program, ProofGoal goal, Map<String, Integer> columns) {
    Found best = null;
    double bestCost = Double.POSITIVE_INFINITY;
    for (int limbBits = NARROWEST; limbBits <= WIDEST; limbBits++) {
      List<Integer> choices = choices(program, limbBits);
      if (choices == null) {
        continue;
      }
      LimbPlan layout = new LimbPlan(limbBits, ANY_WIDTH, false, choices);
      EmittedCircuit emitted = emit(program, layout);
      if (emitted == null) {
        continue;
      }
      double cost = CostModel.COMPILER.layout(LayoutCost.of(emitted.circuit()));
      if (cost < bestCost) {
        bestCost = cost;
        best = new Found(layout, emitted.circuit());
      }
    }
    if (best == null) {
      throw new RangeExceededException(
          "no layout keeps every number of the circuit within its bounds");
    }
    Circuit given = PortColumns.with(best.circuit(), usualOr(best.circuit(), columns));
    Circuit circuit = TableChoice.cheapest(given, goal);
    boolean direct = circuit.tables().stream().anyMatch(Table::direct);
    return new LimbPlan(
        best.layout().limbBits(),
        circuit.c(),
        direct,
        portColumns(circuit, columns),
        best.layout().choices());
  }

  private static List<Integer> usualOr(Circuit circuit, Map<String, Integer> given) {
    return columns(circuit, given, port -> Tensor.portColumnBits(port.shape()));
  }

  /** As given, else so that no point spans two rows of data; empty where all are as usual. */
  private static List<Integer> portColumns(Circuit circuit, Map<String, Integer> given) {
    List<Integer> columns =
        columns(
            circuit, given, port -> PortColumns.apart(port.shape(), circuit.rows(), circuit.c()));
    return columns.equals(usualOr(circuit, Map.of())) ? List.of() : columns;
  }

  private static List<Integer> columns(
      Circuit circuit, Map<String, Integer> given, Function<Tensor.Committed, Integer> others) {
    Map<Tensor, Integer> fixed = new HashMap<>();
    for (Port port : circuit.inputs()) {
      Integer bits = given.get(port.name());
      if (bits != null) {
        fixed.put(circuit.tensors().get(port.tensor()), bits);
      }
    }
    return PortColumns.tensors(circuit).stream()
        .map(tensor -> fixed.getOrDefault(tensor, others.apply(tensor)))
        .toList();
  }

  /** Null if scaling to whole limbs of this width passes the bounds of 64-bit integers. */
  private static @Nullable EmittedCircuit emit(IntegerProgram program, LimbPlan layout) {
    try {
      return program.withLayout(layout).emit();
    } catch (ArithmeticException | RangeExceededException e) {
      return null;
    }
  }

  /**
   * For each primitive in order the option that costs least, tables of earlier ones being free;
   * null if one has no option.
   */
  private static @Nullable List<Integer> choices(IntegerProgram program, int limbBits) {
    Set<LayoutTable> known = new HashSet<>();
    List<Integer> choices = new ArrayList<>();
    for (Primitive primitive : program.primitives()) {
      LayoutOption best = null;
      for (LayoutOption option : primitive.layouts(program, limbBits)) {
        if (best == null || option.micros(known) < best.micros(known)) {
          best = option;
        }
      }
      if (best == null) {
        return null;
      }
      choices.add(best.choice());
      known.addAll(best.tables());
    }
    return choices;
  }
}
