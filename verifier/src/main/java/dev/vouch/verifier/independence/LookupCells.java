package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the cells of lookups: the keys of a cell, and with them the rows of a table that is not
 * fixed, as far as the cell can be one of them: where key and column are both constants of the
 * circuit, they are equal. Not thread-safe.
 */
final class LookupCells {
  /** A row of a table takes as much memory as so many cells, and for each constant as many. */
  private static final int CELLS_OF_A_ROW = 16;

  /** To find a tuple of constants takes as long as so many steps. */
  private static final int STEPS_OF_A_TUPLE = 8;

  private final Circuit circuit;
  private final Numbering numbers;
  private final CellSets sets;
  private final Constants constants;
  private final Budget budget;

  LookupCells(Circuit circuit, Numbering numbers, CellSets sets, Budget budget) {
    this.circuit = circuit;
    this.numbers = numbers;
    this.sets = sets;
    this.constants = new Constants(circuit, budget);
    this.budget = budget;
  }

  void join(Lookup lookup) throws TooLargeException {
    List<Integer> keys = numbers.free(lookup.keys());
    int cells = cells(lookup.keys().get(0));
    budget.takeSteps((long) cells * keys.size());
    for (int i = 1; i < keys.size(); i++) {
      for (int cell = 0; cell < cells; cell++) {
        sets.join(numbers.of(keys.get(0), cell), numbers.of(keys.get(i), cell));
      }
    }
    Table table = circuit.tables().get(lookup.table());
    List<Integer> columns = numbers.free(table.columns());
    if (!columns.isEmpty()) {
      joinRows(lookup, table, keys, columns);
    }
  }

  /** With the rows of a table of which some columns are free. */
  private void joinRows(Lookup lookup, Table table, List<Integer> keys, List<Integer> columns)
      throws TooLargeException {
    List<FieldVector> constantKeys = new ArrayList<>();
    List<FieldVector> constantColumns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int key = lookup.keys().get(i);
      int column = table.columns().get(i);
      if (constants.isConstant(key) && constants.isConstant(column)) {
        constantKeys.add(constants.of(key));
        constantColumns.add(constants.of(column));
      }
    }
    int rows = cells(table.columns().get(0));
    int cells = cells(lookup.keys().get(0));
    budget.takeSteps((long) rows * columns.size() + STEPS_OF_A_TUPLE * ((long) rows + cells));
    long memory = (long) rows * CELLS_OF_A_ROW * (1 + constantColumns.size());
    budget.takeCells(memory);
    Map<ByteBuffer, List<Integer>> alike = new HashMap<>(); // safe: its keys can be compared
    for (int row = 0; row < rows; row++) {
      alike.computeIfAbsent(at(constantColumns, row), key -> new ArrayList<>()).add(row);
    }
    for (int cell = 0; cell < cells; cell++) {
      List<Integer> possible = alike.get(at(constantKeys, cell));
      if (possible != null) {
        int first = numbers.of(columns.get(0), possible.get(0));
        for (int row : possible) {
          for (int column : columns) {
            sets.join(first, numbers.of(column, row));
          }
        }
        if (!keys.isEmpty()) {
          sets.join(first, numbers.of(keys.get(0), cell));
        }
        possible.subList(1, possible.size()).clear(); // these are joined
      }
    }
    budget.giveCells(memory);
  }

  private static ByteBuffer at(List<FieldVector> vectors, int cell) {
    byte[] bytes = new byte[PrimeField.BYTES * vectors.size()];
    for (int i = 0; i < vectors.size(); i++) {
      vectors.get(i).get(cell).toBytes(bytes, PrimeField.BYTES * i);
    }
    return ByteBuffer.wrap(bytes);
  }

  /** As many as fit into an array: what has more is refused where cells are numbered. */
  private int cells(int tensor) throws TooLargeException {
    long cells = circuit.tensors().get(tensor).size();
    if (cells > Integer.MAX_VALUE) {
      throw new TooLargeException();
    }
    return (int) cells;
  }
}
