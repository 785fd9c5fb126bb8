package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.CircuitCost;
import dev.vouch.circuits.emit.CircuitWidth;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.Limbs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the layout of least cost: for each limb width the circuit is emitted and counted ({@link
 * CircuitCost}); given the limb width each saturating requantisation takes the low part that costs
 * it least, tables that are there already being free.
 */
final class LayoutSearch {
  private static final int NARROWEST = 4;
  private static final int WIDEST = 16;
  private static final long MAX_TABLE_ROWS = 1 << 20;

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
      double cost = CircuitCost.of(emitted.circuit()).micros();
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

  private static @Nullable List<Integer> choices(IntegerProgram program, int limbBits) {
    Set<Object> tables = new HashSet<>();
    List<Integer> choices = new ArrayList<>(Collections.nCopies(program.primitives().size(), 0));
    for (int i = 0; i < choices.size(); i++) {
      if (program.primitives().get(i) instanceof Requantisation requantisation
          && requantisation.clamps(program)) {
        int lowBits = lowBits(program, requantisation, limbBits, tables);
        if (lowBits < 0) {
          return null;
        }
        choices.set(i, lowBits);
        tables.add(requantisation.saturationTable(program, lowBits));
        tables.add(lowBits % limbBits);
      }
    }
    return choices;
  }

  private static int lowBits(
      IntegerProgram program, Requantisation requantisation, int limbBits, Set<Object> tables) {
    int best = -1;
    double bestCost = Double.POSITIVE_INFINITY;
    long cells = program.tensor(requantisation.output()).size();
    for (int lowBits = 0; lowBits <= requantisation.maxLowBits(); lowBits++) {
      SaturationTable table = requantisation.saturationTable(program, lowBits);
      if (table.rows() > MAX_TABLE_ROWS) {
        continue;
      }
      Limbs low = Limbs.of(lowBits, limbBits);
      int rest = lowBits % limbBits;
      long rows =
          (tables.contains(table) ? 0 : table.rows())
              + (rest == 0 || tables.contains(rest) ? 0 : 1L << rest);
      long digits = low.widths().stream().mapToLong(width -> (width + 7) / 8).sum();
      double cost = new CircuitCost(cells * low.count(), cells * digits, rows).micros();
      if (cost < bestCost) {
        bestCost = cost;
        best = lowBits;
      }
    }
    return best;
  }
}
