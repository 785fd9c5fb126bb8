package dev.vouch.verifier.testing;

import dev.vouch.verifier.circuit.IndexEntry;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.Term;
import dev.vouch.verifier.field.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random derived tensors over random sources: overlapping, strided, reversed, padded maps,
 * products, constants, index tables.
 */
public final class RandomCircuits {
  private final Random random;
  private final CircuitSketch sketch = new CircuitSketch(3);

  /** Tensors that contain no product. */
  private final List<Integer> affine = new ArrayList<>();

  public RandomCircuits(Random random) {
    this.random = random;
  }

  /** Three sources, then derived tensors; the last tensor depends on some of them. */
  public CircuitSketch sketch() {
    for (int i = 0; i < 3; i++) {
      List<Integer> shape = shape(4, 3);
      int cells = shape.stream().reduce(1, (a, b) -> a * b);
      affine.add(
          switch (random.nextInt(3)) {
            case 0 -> sketch.add(new Tensor.Witness("s" + i, shape, -9, 9));
            case 1 ->
                sketch.add(new Tensor.Const("s" + i, shape, random.longs(cells, -5, 6).toArray()));
            default -> sketch.add(new Tensor.Iota("s" + i, shape, random.nextInt(9) - 4));
          });
    }
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      derived("d" + i);
    }
    return sketch;
  }

  private void derived(String name) {
    List<Integer> shape = shape(3, 3);
    List<Term> terms = new ArrayList<>();
    boolean isAffine = true;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      if (random.nextInt(8) == 0) {
        terms.add(index(shape));
      } else {
        Term.Box term = box(shape);
        isAffine &=
            term.operands().size() < 2
                && term.operands().stream().allMatch(operand -> affine.contains(operand.tensor()));
        terms.add(term);
      }
    }
    int tensor = sketch.add(new Tensor.Derived(name, shape, terms));
    if (isAffine) {
      affine.add(tensor);
    }
  }

  private List<Integer> shape(int most, int axes) {
    List<Integer> shape = new ArrayList<>();
    for (int left = random.nextInt(axes + 1); left > 0; left--) {
      shape.add(1 + random.nextInt(most));
    }
    return shape;
  }

  private Scalar coefficient() {
    return List.of(Scalar.ONE, Scalar.of(-1), Scalar.of(3), Scalar.powerOfTwo(-2))
        .get(random.nextInt(4));
  }

  private Term index(List<Integer> shape) {
    int operand = affine.get(random.nextInt(affine.size()));
    int resultCells = cells(shape);
    int operandCells = cells(sketch.tensors.get(operand).shape());
    long[][] pairs = new long[random.nextInt(8)][];
    Arrays.setAll(
        pairs, i -> new long[] {random.nextInt(resultCells), random.nextInt(operandCells)});
    Arrays.sort(pairs, Arrays::compare);
    return new Term.Index(
        coefficient(),
        operand,
        Arrays.stream(pairs).mapToLong(p -> p[0]).toArray(),
        Arrays.stream(pairs).mapToLong(p -> p[1]).toArray());
  }

  private static int cells(List<Integer> shape) {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  private Term.Box box(List<Integer> shape) {
    List<Integer> box = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      box.add(1 + random.nextInt(4));
    }
    int operands = List.of(0, 1, 2, 2).get(random.nextInt(4));
    List<Term.Operand> list = new ArrayList<>();
    for (int i = 0; i < operands; i++) {
      int tensor =
          operands == 2
              ? affine.get(random.nextInt(affine.size()))
              : random.nextInt(sketch.tensors.size());
      list.add(new Term.Operand(tensor, map(sketch.tensors.get(tensor).shape(), box, false)));
    }
    return new Term.Box(coefficient(), box, map(shape, box, true), list);
  }

  private List<IndexEntry> map(List<Integer> shape, List<Integer> box, boolean result) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < box.size(); axis++) {
      axes.add(axis);
    }
    Collections.shuffle(axes, random);
    List<IndexEntry> map = new ArrayList<>();
    for (int length : shape) {
      int want = result ? (random.nextInt(4) > 0 ? 1 : 0) : random.nextInt(3);
      List<Integer> mine = new ArrayList<>();
      while (mine.size() < want && !axes.isEmpty()) {
        mine.add(axes.remove(axes.size() - 1));
      }
      Collections.sort(mine);
      map.add(result ? inside(length, box, mine) : entry(random.nextInt(7) - 3, mine));
    }
    return map;
  }

  private IndexEntry entry(long offset, List<Integer> axes) {
    int[] coefficients = {-2, -1, 1, 1, 2};
    return new IndexEntry(
        offset,
        axes.stream()
            .map(axis -> new IndexEntry.Part(axis, coefficients[random.nextInt(5)]))
            .toList());
  }

  /** An entry that stays inside [0, length). */
  private IndexEntry inside(int length, List<Integer> box, List<Integer> axes) {
    for (int tries = 0; tries < 30; tries++) {
      IndexEntry entry = entry(random.nextInt(length + 4) - 2, axes);
      long end = entry.offset();
      for (IndexEntry.Part part : entry.parts()) {
        end += part.coefficient() * (box.get(part.boxAxis()) - 1);
      }
      if (Math.min(entry.offset(), end) >= 0 && Math.max(entry.offset(), end) < length) {
        return entry;
      }
    }
    return IndexEntry.constant(random.nextInt(length));
  }
}
