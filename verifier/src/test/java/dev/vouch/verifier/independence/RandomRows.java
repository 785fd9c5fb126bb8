package dev.vouch.verifier.independence;

import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.CircuitSketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random circuits of two or three rows of data, with one axis for the rows in most tensors; now and
 * then a term reads or writes it in another way. Not all are valid, but all can be decided.
 */
final class RandomRows {
  private final Random random;
  private final int rows;
  private final CircuitSketch sketch = new CircuitSketch(3);

  /** Where each tensor has its axis of rows; −1 if it has none. */
  private final List<Integer> rowAxes = new ArrayList<>();

  RandomRows(Random random) {
    this.random = random;
    this.rows = 2 + random.nextInt(2);
  }

  Circuit circuit() {
    add(sketch.input("x", -9, 9, rows, 1 + random.nextInt(3)), 0);
    for (int i = 0; i < 3; i++) {
      source("s" + i);
    }
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      derived("d" + i);
    }
    if (random.nextBoolean()) {
      looked();
    }
    output();
    return sketch.circuit();
  }

  private void add(int tensor, int rowAxis) {
    assert tensor == rowAxes.size();
    rowAxes.add(rowAxis);
  }

  private void source(String name) {
    int kind = random.nextInt(4);
    int axis = random.nextInt(kind < 2 ? 5 : 2) > 0 ? random.nextInt(2) : -1;
    Integer[] shape = shape(axis);
    int cells = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    add(
        switch (kind) {
          case 0, 1 -> sketch.witness(name, -9, 9, shape);
          case 2 -> sketch.model(name, -9, 9, shape);
          default ->
              sketch.add(
                  new Tensor.Const(name, List.of(shape), random.longs(cells, -9, 9).toArray()));
        },
        axis);
  }

  private Integer[] shape(int rowAxis) {
    Integer[] shape = {1 + random.nextInt(3), 1 + random.nextInt(3)};
    if (rowAxis >= 0) {
      shape[rowAxis] = rows;
    }
    return shape;
  }

  private void derived(String name) {
    int axis = random.nextInt(8) > 0 ? random.nextInt(2) : -1;
    Integer[] shape = shape(axis);
    List<Term> terms = new ArrayList<>();
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      terms.add(random.nextInt(8) == 0 ? index(shape) : box(shape, axis));
    }
    add(sketch.derived(name, List.of(shape), terms.toArray(Term[]::new)), axis);
  }

  private int any() {
    return random.nextInt(rowAxes.size());
  }

  private Term index(Integer... shape) {
    int operand = any();
    int cells = (int) sketch.tensors.get(operand).size();
    int count = random.nextInt(4);
    return new Term.Index(
        Scalar.ONE,
        operand,
        random.ints(count, 0, shape[0] * shape[1]).sorted().asLongStream().toArray(),
        random.longs(count, 0, cells).toArray());
  }

  /** The first axis of the box is that of the rows. */
  private Term.Box box(Integer[] shape, int rowAxis) {
    List<Integer> box = new ArrayList<>(List.of(rows));
    List<IndexEntry> result = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      if (axis == rowAxis && random.nextInt(9) > 0) {
        result.add(IndexEntry.axis(0));
      } else if (random.nextInt(3) > 0) {
        box.add(shape[axis]);
        result.add(IndexEntry.axis(box.size() - 1));
      } else {
        result.add(IndexEntry.constant(random.nextInt(shape[axis])));
      }
    }
    box.add(1 + random.nextInt(3));
    List<Term.Operand> operands = new ArrayList<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      int operand = any();
      operands.add(new Term.Operand(operand, map(rowAxes.get(operand), box.size())));
    }
    return new Term.Box(Scalar.ONE, box, result, operands);
  }

  private List<IndexEntry> map(int rowAxis, int boxAxes) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 1; axis < boxAxes; axis++) {
      axes.add(axis);
    }
    Collections.shuffle(axes, random);
    List<IndexEntry> map = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      if (axis == rowAxis && random.nextInt(9) > 0) {
        map.add(IndexEntry.axis(0));
      } else {
        List<IndexEntry.Part> parts = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0 && !axes.isEmpty(); left--) {
          int coefficient = List.of(-1, 1, 1, 2).get(random.nextInt(4));
          parts.add(new IndexEntry.Part(axes.remove(0), coefficient));
        }
        map.add(new IndexEntry(random.nextInt(4) - 1, parts));
      }
    }
    return map;
  }

  /**
   * A tensor with the number of its row, or of another, and a witness, looked up in a table whose
   * rows are numbered too, and of which one column is constant, the weights', or the prover's.
   */
  private void looked() {
    int key = any();
    Integer[] shape = sketch.tensors.get(key).shape().toArray(Integer[]::new);
    int value = sketch.witness("key", -9, 9, shape);
    int count = rows + random.nextInt(3);
    int axis = random.nextInt(5) > 0 ? Math.max(0, rowAxes.get(key)) : random.nextInt(2);
    int numbers = sketch.iota("numbers", 0, Math.max(shape[axis], count));
    Term own =
        new Term.Box(
            Scalar.ONE,
            List.of(shape),
            CircuitSketch.axes(2),
            List.of(new Term.Operand(numbers, List.of(IndexEntry.axis(axis)))));
    int number = sketch.derived("own", List.of(shape), own);
    int argument =
        random.nextBoolean()
            ? sketch.iota("argument", 0, count)
            : sketch.add(
                new Tensor.Const("argument", List.of(count), random.longs(count, 0, 3).toArray()));
    int column =
        switch (random.nextInt(3)) {
          case 0 -> sketch.iota("column", 0, count);
          case 1 -> sketch.model("column", 0, 9, count);
          default -> sketch.witness("column", 0, 9, count);
        };
    int table = sketch.table("table", 2, argument, column, sketch.iota("third", 0, count));
    sketch.lookup(table, number, value, key);
  }

  private void output() {
    int last = rowAxes.size() - 1;
    List<Integer> shape = sketch.tensors.get(last).shape();
    int axis = Math.max(0, rowAxes.get(last));
    int y = sketch.output("y", -9, 9, rows, shape.get(1 - axis));
    List<Integer> map = axis == 0 ? List.of(0, 1) : List.of(1, 0);
    List<Integer> box = List.of(rows, shape.get(1 - axis));
    Term computed =
        new Term.Box(
            Scalar.ONE,
            box,
            CircuitSketch.axes(2),
            List.of(new Term.Operand(last, CircuitSketch.entries(map))));
    sketch.zeros.add(sketch.derived("zero", box, computed, sketch.same(-1, y)));
  }
}
