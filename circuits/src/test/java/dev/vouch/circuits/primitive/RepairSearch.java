package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a second solution as an attacker would: changes one cell that a prover chooses, then
 * solves the first assertion that is broken for another cell, by division in F, and so on until
 * none is broken or as many cells were changed as are allowed.
 *
 * <p>Each key is a polynomial of degree at most 1 in a single cell, since a term has at most two
 * operands and no primitive squares a cell; a cell where that does not hold is left out.
 */
final class RepairSearch {
  private static final BigInteger P = FieldEvaluator.ORDER;

  private final Circuit circuit;
  private final FieldEvaluator evaluator;
  private final List<Cell> chosen;
  private final int mostChanges;

  /** A cell of a source. */
  private record Cell(int tensor, int index) {}

  /** An assertion that does not hold: a tuple of keys, and the rows it may be; 0 for a zero. */
  private record Broken(List<Integer> keys, int index, List<List<BigInteger>> rows) {}

  /**
   * A search over one circuit.
   *
   * @param free the tensors whose cells a prover chooses
   * @param mostChanges cells that a second solution may differ in
   */
  RepairSearch(Circuit circuit, List<Integer> free, int mostChanges) {
    this.circuit = circuit;
    this.evaluator = new FieldEvaluator(circuit);
    this.mostChanges = mostChanges;
    this.chosen = new ArrayList<>();
    for (int tensor : free) {
      for (int index = 0; index < circuit.tensors().get(tensor).size(); index++) {
        chosen.add(new Cell(tensor, index));
      }
    }
  }

  /** The first other solution that is found, as what it changes. */
  Optional<Map<String, BigInteger>> otherSolution(Map<Integer, BigInteger[]> honest) {
    for (Cell cell : chosen) {
      BigInteger value = honest.get(cell.tensor())[cell.index()];
      for (BigInteger other : alternatives(value)) {
        Map<Cell, BigInteger> changed = Map.of(cell, other);
        Optional<Map<Cell, BigInteger>> found = repair(with(honest, changed), changed);
        if (found.isPresent()) {
          Map<String, BigInteger> named = new HashMap<>();
          found.get().forEach((at, to) -> named.put(name(at), signed(to)));
          return Optional.of(named);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Map<Cell, BigInteger>> repair(
      Map<Integer, BigInteger[]> sources, Map<Cell, BigInteger> changed) {
    Map<Integer, BigInteger[]> values = evaluator.values(sources);
    Optional<Broken> broken = firstBroken(values);
    if (broken.isEmpty()) {
      return Optional.of(changed);
    }
    if (changed.size() == mostChanges) {
      return Optional.empty();
    }
    for (Cell cell : chosen) {
      if (changed.containsKey(cell)) {
        continue;
      }
      for (BigInteger value : solutions(sources, values, broken.get(), cell)) {
        Map<Cell, BigInteger> more = new HashMap<>(changed);
        more.put(cell, value);
        Optional<Map<Cell, BigInteger>> found = repair(with(sources, more), more);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The values of a cell with which the tuple is one of its rows. */
  private Set<BigInteger> solutions(
      Map<Integer, BigInteger[]> sources,
      Map<Integer, BigInteger[]> values,
      Broken broken,
      Cell cell) {
    BigInteger now = sources.get(cell.tensor())[cell.index()];
    List<BigInteger> keys = tuple(values, broken);
    List<BigInteger> once = moved(sources, broken, cell, now.add(BigInteger.ONE));
    List<BigInteger> twice = moved(sources, broken, cell, now.add(BigInteger.TWO));
    List<BigInteger> slopes = new ArrayList<>();
    for (int key = 0; key < keys.size(); key++) {
      BigInteger slope = once.get(key).subtract(keys.get(key)).mod(P);
      if (!twice.get(key).subtract(once.get(key)).mod(P).equals(slope)) {
        return Set.of();
      }
      slopes.add(slope);
    }
    Optional<BigInteger> first = slopes.stream().filter(slope -> slope.signum() != 0).findFirst();
    if (first.isEmpty()) {
      return Set.of();
    }
    int pivot = slopes.indexOf(first.get());
    BigInteger inverse = first.get().modInverse(P);
    Set<BigInteger> solutions = new HashSet<>();
    for (List<BigInteger> row : broken.rows()) {
      BigInteger step = row.get(pivot).subtract(keys.get(pivot)).multiply(inverse).mod(P);
      boolean fits = true;
      for (int key = 0; key < keys.size() && fits; key++) {
        fits = keys.get(key).add(slopes.get(key).multiply(step)).mod(P).equals(row.get(key));
      }
      if (fits) {
        solutions.add(now.add(step).mod(P));
      }
    }
    return solutions;
  }

  private List<BigInteger> moved(
      Map<Integer, BigInteger[]> sources, Broken broken, Cell cell, BigInteger value) {
    return tuple(evaluator.values(with(sources, Map.of(cell, value.mod(P)))), broken);
  }

  private static List<BigInteger> tuple(Map<Integer, BigInteger[]> values, Broken broken) {
    return broken.keys().stream().map(key -> values.get(key)[broken.index()]).toList();
  }

  private Optional<Broken> firstBroken(Map<Integer, BigInteger[]> values) {
    for (int zero : circuit.zeros()) {
      BigInteger[] cells = values.get(zero);
      for (int index = 0; index < cells.length; index++) {
        if (cells[index].signum() != 0) {
          return Optional.of(new Broken(List.of(zero), index, List.of(List.of(BigInteger.ZERO))));
        }
      }
    }
    for (Lookup lookup : circuit.lookups()) {
      List<List<BigInteger>> rows = rows(circuit.tables().get(lookup.table()), values);
      Set<List<BigInteger>> allowed = new HashSet<>(rows);
      int cells = values.get(lookup.keys().get(0)).length;
      for (int index = 0; index < cells; index++) {
        Broken tuple = new Broken(lookup.keys(), index, rows);
        if (!allowed.contains(tuple(values, tuple))) {
          return Optional.of(tuple);
        }
      }
    }
    return Optional.empty();
  }

  private static List<List<BigInteger>> rows(Table table, Map<Integer, BigInteger[]> values) {
    List<List<BigInteger>> rows = new ArrayList<>();
    for (int row = 0; row < values.get(table.columns().get(0)).length; row++) {
      int at = row;
      rows.add(table.columns().stream().map(column -> values.get(column)[at]).toList());
    }
    return rows;
  }

  private static Map<Integer, BigInteger[]> with(
      Map<Integer, BigInteger[]> sources, Map<Cell, BigInteger> changed) {
    Map<Integer, BigInteger[]> all = new HashMap<>(sources);
    changed.forEach(
        (cell, value) -> {
          BigInteger[] cells = all.get(cell.tensor()).clone();
          cells[cell.index()] = value;
          all.put(cell.tensor(), cells);
        });
    return all;
  }

  /** Neighbours, the opposite, 0 and 1, and what a division by 2 or 4 in F could hide. */
  private static Set<BigInteger> alternatives(BigInteger value) {
    BigInteger half = BigInteger.TWO.modInverse(P);
    Set<BigInteger> others = new HashSet<>();
    for (BigInteger step : List.of(BigInteger.ONE, BigInteger.TWO, half, half.multiply(half))) {
      others.add(value.add(step).mod(P));
      others.add(value.subtract(step).mod(P));
    }
    others.addAll(List.of(BigInteger.ZERO, BigInteger.ONE, value.negate().mod(P)));
    others.remove(value);
    return others;
  }

  private String name(Cell cell) {
    Tensor tensor = circuit.tensors().get(cell.tensor());
    return tensor.name() + "[" + cell.index() + "]";
  }

  private static BigInteger signed(BigInteger value) {
    return value.compareTo(P.shiftRight(1)) > 0 ? value.subtract(P) : value;
  }
}
