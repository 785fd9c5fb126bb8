package dev.vouch.circuits.repair;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Looks for a second solution as an attacker would: changes one cell that a prover chooses, then
 * solves the first assertion that is broken for another cell, by division in F, and so on until
 * none is broken or as many cells were changed as are allowed.
 *
 * <p>Each key is a polynomial of degree at most 1 in a single cell, since a term has at most two
 * operands and no primitive squares a cell; a cell where that does not hold is left out.
 */
public final class RepairSearch {
  private static final BigInteger P = FieldEvaluator.ORDER;
  private static final int SCANNED_ROWS = 1 << 12;

  private final Wiring wiring;
  private final CellValues values;
  private final BitSet free = new BitSet();
  private final Effort effort;
  private final Random random;
  private final Map<Integer, BigInteger> changed = new HashMap<>();
  private long evaluations;

  /**
   * How far a search goes.
   *
   * @param changes cells that a second solution may differ in
   * @param evaluations changes of a cell that are made, then the search ends
   * @param branches cells that an assertion is solved for, and rows that it is made
   */
  public record Effort(int changes, long evaluations, int branches) {
    /** Everything with so many changes. */
    public static Effort all(int changes) {
      return new Effort(changes, Long.MAX_VALUE, Integer.MAX_VALUE);
    }
  }

  /**
   * A search over one circuit.
   *
   * @param honest cells of each source, by tensor
   * @param free the tensors whose cells a prover chooses
   */
  RepairSearch(
      Wiring wiring,
      Map<Integer, BigInteger[]> honest,
      List<Integer> free,
      Effort effort,
      Random random) {
    this.wiring = wiring;
    this.effort = effort;
    this.random = random;
    FieldEvaluator evaluator = new FieldEvaluator(wiring.circuit());
    this.values = new CellValues(wiring, evaluator.values(honest));
    for (int tensor : free) {
      this.free.set(wiring.start(tensor), wiring.start(tensor + 1));
    }
  }

  /** A search over a small circuit that tries everything. */
  public static RepairSearch exhaustive(
      Circuit circuit, Map<Integer, BigInteger[]> honest, int changes) {
    Wiring wiring = Wiring.of(circuit, Integer.MAX_VALUE).orElseThrow();
    List<Integer> free = FreeTensors.of(circuit);
    return new RepairSearch(wiring, honest, free, Effort.all(changes), new Random(0));
  }

  /** A search over a small circuit of some effort. */
  public static RepairSearch within(
      Circuit circuit, Map<Integer, BigInteger[]> honest, Effort effort, Random random) {
    Wiring wiring = Wiring.of(circuit, Integer.MAX_VALUE).orElseThrow();
    return new RepairSearch(wiring, honest, FreeTensors.of(circuit), effort, random);
  }

  /** How many cells were changed so far. */
  public long evaluations() {
    return evaluations;
  }

  /** The first other solution that is found, as what it changes. */
  public Optional<Map<String, BigInteger>> otherSolution() {
    return otherSolution(free);
  }

  /** As {@link #otherSolution()}, beginning at some of the cells. */
  Optional<Map<String, BigInteger>> otherSolution(BitSet beginnings) {
    if (!values.broken().isEmpty()) {
      throw new IllegalStateException("the honest values break an assertion");
    }
    BitSet allowed = (BitSet) beginnings.clone();
    allowed.and(free);
    for (int cell : shuffled(allowed)) {
      if (begun(cell, alternatives(values.get(cell)))) {
        return Optional.of(changes());
      }
    }
    return Optional.empty();
  }

  /** A solution in which a hidden input lies outside its declared range, if one is found. */
  Optional<Map<String, BigInteger>> inputOutsideItsRange() {
    for (int tensor = 0; tensor < wiring.circuit().tensors().size(); tensor++) {
      if (wiring.circuit().tensors().get(tensor) instanceof Tensor.Committed input
          && input.kind() == TensorKind.INPUT) {
        BitSet cells = new BitSet();
        cells.set(wiring.start(tensor), wiring.start(tensor + 1));
        for (int cell : shuffled(cells)) {
          if (begun(cell, outside(input, values.get(cell)))) {
            return Optional.of(changes());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether one of the values of a cell can be repaired. */
  private boolean begun(int cell, List<BigInteger> others) {
    for (BigInteger other : others) {
      if (evaluations >= effort.evaluations()) {
        return false;
      }
      if (tried(cell, other)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, BigInteger> changes() {
    Map<String, BigInteger> named = new HashMap<>();
    changed.forEach((at, to) -> named.put(wiring.name(at), signed(to)));
    return named;
  }

  private List<Integer> shuffled(BitSet cells) {
    List<Integer> list = new ArrayList<>(cells.stream().boxed().toList());
    Collections.shuffle(list, random);
    return list;
  }

  /** Changes a cell and repairs; leaves things as they are if that succeeds. */
  private boolean tried(int cell, BigInteger value) {
    int mark = values.mark();
    set(cell, value);
    changed.put(cell, value);
    if (repaired()) {
      return true;
    }
    changed.remove(cell);
    values.undoTo(mark);
    return false;
  }

  private void set(int cell, BigInteger value) {
    evaluations++;
    values.set(cell, value);
  }

  private boolean repaired() {
    if (values.broken().isEmpty()) {
      return true;
    }
    if (changed.size() >= effort.changes() || evaluations >= effort.evaluations()) {
      return false;
    }
    int broken = values.broken().first();
    BitSet below = wiring.below(wiring.assertions().get(broken).keys());
    below.and(free);
    int branches = effort.branches();
    for (int cell : shuffled(below)) {
      if (changed.containsKey(cell)) {
        continue;
      }
      if (branches-- == 0) {
        return false;
      }
      for (BigInteger value : solutions(broken, cell)) {
        if (tried(cell, value)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The values of a cell with which the tuple is one of its rows. */
  private Set<BigInteger> solutions(int broken, int cell) {
    BigInteger now = values.get(cell);
    List<BigInteger> keys = values.keys(broken);
    List<BigInteger> once = moved(broken, cell, now.add(BigInteger.ONE));
    List<BigInteger> twice = moved(broken, cell, now.add(BigInteger.TWO));
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
    Set<BigInteger> solutions = new LinkedHashSet<>();
    for (List<BigInteger> row : rows(wiring.assertions().get(broken).table(), pivot, keys)) {
      BigInteger step = row.get(pivot).subtract(keys.get(pivot)).multiply(inverse).mod(P);
      boolean fits = true;
      for (int key = 0; key < keys.size() && fits; key++) {
        fits = keys.get(key).add(slopes.get(key).multiply(step)).mod(P).equals(row.get(key));
      }
      if (fits) {
        solutions.add(now.add(step).mod(P));
        if (solutions.size() >= effort.branches()) {
          break;
        }
      }
    }
    return solutions;
  }

  /** The rows that a tuple may become whose keys before the pivot stay; some of many. */
  private List<List<BigInteger>> rows(int table, int pivot, List<BigInteger> keys) {
    if (table < 0) {
      return List.of(List.of(BigInteger.ZERO));
    }
    TableRows rows = values.table(table);
    List<Integer> numbers = new ArrayList<>();
    if (pivot > 0) {
      numbers.addAll(rows.beginningWith(keys.get(0)));
    } else {
      boolean all = effort.branches() == Integer.MAX_VALUE;
      int count = all ? rows.count() : Math.min(rows.count(), SCANNED_ROWS);
      int from = random.nextInt(rows.count());
      for (int i = 0; i < count; i++) {
        numbers.add((from + i) % rows.count());
      }
    }
    List<List<BigInteger>> tuples = new ArrayList<>();
    for (int row : numbers) {
      List<BigInteger> tuple = new ArrayList<>();
      for (int column = 0; column < keys.size(); column++) {
        tuple.add(rows.get(row, column, values));
      }
      tuples.add(tuple);
    }
    return tuples;
  }

  private List<BigInteger> moved(int broken, int cell, BigInteger value) {
    int mark = values.mark();
    set(cell, value.mod(P));
    List<BigInteger> keys = values.keys(broken);
    values.undoTo(mark);
    return keys;
  }

  /** Neighbours, limbs, the opposite, 0 and 1, and what a division by a power of 2 could hide. */
  private List<BigInteger> alternatives(BigInteger value) {
    Set<BigInteger> others = new LinkedHashSet<>();
    for (int power : new int[] {0, 1, -1, -2, 4, 8, -8, 16, -16}) {
      BigInteger step = BigInteger.TWO.modPow(BigInteger.valueOf(power), P);
      others.add(value.add(step).mod(P));
      others.add(value.subtract(step).mod(P));
    }
    others.addAll(List.of(BigInteger.ZERO, BigInteger.ONE, value.negate().mod(P)));
    others.remove(value);
    List<BigInteger> list = new ArrayList<>(others);
    Collections.shuffle(list, random);
    return list;
  }

  /** Beside the range, far from it, and fractions near the value. */
  private List<BigInteger> outside(Tensor.Committed input, BigInteger value) {
    List<BigInteger> others = new ArrayList<>();
    for (int power : new int[] {0, 4, 8, 16, 40}) {
      others.add(BigInteger.valueOf(input.hi()).add(BigInteger.ONE.shiftLeft(power)));
      others.add(BigInteger.valueOf(input.lo()).subtract(BigInteger.ONE.shiftLeft(power)).mod(P));
      others.add(value.add(BigInteger.TWO.modPow(BigInteger.valueOf(-1 - power), P)).mod(P));
    }
    Collections.shuffle(others, random);
    return others;
  }

  private static BigInteger signed(BigInteger value) {
    return value.compareTo(P.shiftRight(1)) > 0 ? value.subtract(P) : value;
  }
}
