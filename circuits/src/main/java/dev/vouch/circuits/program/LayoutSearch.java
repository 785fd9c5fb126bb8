package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.CircuitWidth;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.LayoutCost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the layout of least cost: for each limb width the circuit is emitted and counted ({@link
 * LayoutCost}); given the limb width each primitive takes the option that costs it least, tables
 * that are there already being free.
 */
final class LayoutSearch {
  private static final int NARROWEST = 4;
  private static final int WIDEST = 16;

  private LayoutSearch() {}

  static Layout cheapest(IntegerProgram program) {
    Layout best = null;
    double bestCost = Double.POSITIVE_INFINITY;
    for (int limbBits = NARROWEST; limbBits <= WIDEST; limbBits++) {
      List<Integer> choices = choices(program, limbBits);
      if (choices == null) {
        continue;
      }
      EmittedCircuit emitted = emit(program, new Layout(limbBits, 16, choices));
      if (emitted == null) {
        continue;
      }
      double cost = LayoutCost.of(emitted.circuit()).micros();
      if (cost < bestCost) {
        bestCost = cost;
        best = new Layout(limbBits, CircuitWidth.cheapest(emitted.circuit()), choices);
      }
    }
    if (best == null) {
      throw new RangeExceededException(
          "no layout keeps every number of the circuit within its bounds");
    }
    return best;
  }

  /** Null if scaling to whole limbs of this width passes the bounds of 64-bit integers. */
  private static @Nullable EmittedCircuit emit(IntegerProgram program, Layout layout) {
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
    Set<Object> known = new HashSet<>();
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
      known.addAll(best.tables().keySet());
    }
    return choices;
  }
}
