package dev.vouch.circuits.repair;

import dev.vouch.circuits.emit.FieldEvaluator;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.circuit.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one table, found by their first column. */
final class TableRows {
  private final int rows;
  private final List<Integer> columns;

  /** The first column's start if it is closed; its values are not stored then. */
  private final BigInteger start;

  private final boolean closed;
  private final Map<BigInteger, List<Integer>> byFirst = new HashMap<>();

  TableRows(Wiring wiring, Table table, CellValues values) {
    Tensor first = wiring.circuit().tensors().get(table.columns().get(0));
    rows = Math.toIntExact(first.size());
    columns = table.columns().stream().map(wiring::start).toList();
    closed = first instanceof Tensor.Iota;
    start = BigInteger.valueOf(first instanceof Tensor.Iota iota ? iota.start() : 0);
    if (!closed) {
      for (int row = 0; row < rows; row++) {
        byFirst
            .computeIfAbsent(values.get(columns.get(0) + row), key -> new ArrayList<>())
            .add(row);
      }
    }
  }

  int count() {
    return rows;
  }

  /** One cell of a row. */
  BigInteger get(int row, int column, CellValues values) {
    return values.get(columns.get(column) + row);
  }

  /** The rows that begin with a value. */
  List<Integer> beginningWith(BigInteger value) {
    if (!closed) {
      return byFirst.getOrDefault(value, List.of());
    }
    BigInteger row = value.subtract(start).mod(FieldEvaluator.ORDER);
    boolean inside = row.compareTo(BigInteger.valueOf(rows)) < 0;
    return inside ? List.of(row.intValue()) : List.of();
  }

  /** Whether a row agrees with some keys. */
  boolean contains(List<BigInteger> keys, CellValues values) {
    for (int row : beginningWith(keys.get(0))) {
      boolean same = true;
      for (int column = 1; column < keys.size() && same; column++) {
        same = get(row, column, values).equals(keys.get(column));
      }
      if (same) {
        return true;
      }
    }
    return false;
  }
}
