package dev.vouch.circuits.repair;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.verifier.circuit.Table;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The values of all cells of a circuit, derived ones kept in step, and which assertions are broken.
 * Changes are taken back in reverse order.
 */
final class CellValues {
  private static final BigInteger P = FieldEvaluator.ORDER;

  private final Wiring wiring;
  private final BigInteger[] values;
  private final List<TableRows> tables = new ArrayList<>();

  /** Cells of tables; what depends on them is checked anew as a whole. */
  private final BitSet tableCells = new BitSet();

  private final TreeSet<Integer> broken = new TreeSet<>();
  private final Deque<Change> changes = new ArrayDeque<>();

  private record Change(int cell, BigInteger before) {}

  /**
   * Values of an honest run.
   *
   * @param tensors cells of each tensor but multiplicities
   */
  CellValues(Wiring wiring, Map<Integer, BigInteger[]> tensors) {
    this.wiring = wiring;
    this.values = new BigInteger[wiring.cells()];
    tensors.forEach(
        (tensor, cells) -> System.arraycopy(cells, 0, values, wiring.start(tensor), cells.length));
    for (Table table : wiring.circuit().tables()) {
      tables.add(new TableRows(wiring, table, this));
      for (int column : table.columns()) {
        tableCells.set(
            wiring.start(column), wiring.start(column) + tables.get(tables.size() - 1).count());
      }
    }
    for (int number = 0; number < wiring.assertions().size(); number++) {
      check(number);
    }
  }

  BigInteger get(int cell) {
    return values[cell];
  }

  /** The numbers of the assertions that do not hold. */
  TreeSet<Integer> broken() {
    return broken;
  }

  /** The keys of an assertion. */
  List<BigInteger> keys(int assertion) {
    return wiring.assertions().get(assertion).keys().stream().map(this::get).toList();
  }

  TableRows table(int table) {
    return tables.get(table);
  }

  /** Where {@link #undoTo} comes back to. */
  int mark() {
    return changes.size();
  }

  void undoTo(int mark) {
    List<Integer> touched = new ArrayList<>();
    while (changes.size() > mark) {
      Change change = changes.pop();
      values[change.cell()] = change.before();
      touched.add(change.cell());
    }
    checkAll(touched);
  }

  /** Changes a source cell and all that is computed from it. */
  void set(int cell, BigInteger value) {
    List<Integer> touched = new ArrayList<>();
    put(cell, value, touched);
    TreeSet<Integer> open = new TreeSet<>(wiring.readers(cell));
    while (!open.isEmpty()) {
      int next = open.pollFirst(); // operands have smaller numbers than what reads them
      if (put(next, computed(next), touched)) {
        open.addAll(wiring.readers(next));
      }
    }
    checkAll(touched);
  }

  private boolean put(int cell, BigInteger value, List<Integer> touched) {
    if (value.equals(values[cell])) {
      return false;
    }
    changes.push(new Change(cell, values[cell]));
    values[cell] = value;
    touched.add(cell);
    return true;
  }

  private BigInteger computed(int cell) {
    BigInteger sum = BigInteger.ZERO;
    for (Wiring.Product product : wiring.products(cell)) {
      BigInteger value = product.coefficient();
      value = product.a() < 0 ? value : value.multiply(values[product.a()]);
      value = product.b() < 0 ? value : value.mod(P).multiply(values[product.b()]);
      sum = sum.add(value);
    }
    return sum.mod(P);
  }

  private void checkAll(List<Integer> touched) {
    boolean tablesToo = touched.stream().anyMatch(tableCells::get);
    if (tablesToo) {
      for (int table = 0; table < tables.size(); table++) {
        tables.set(table, new TableRows(wiring, wiring.circuit().tables().get(table), this));
      }
      for (int number = 0; number < wiring.assertions().size(); number++) {
        check(number);
      }
      return;
    }
    for (int cell : touched) {
      wiring.assertionsOf(cell).forEach(this::check);
    }
  }

  private void check(int number) {
    int table = wiring.assertions().get(number).table();
    List<BigInteger> keys = keys(number);
    boolean holds = table < 0 ? keys.get(0).signum() == 0 : tables.get(table).contains(keys, this);
    if (holds) {
      broken.remove(number);
    } else {
      broken.add(number);
    }
  }
}
