package dev.vouch.circuits.view;

import dev.vouch.verifier.circuit.IndexEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the axes of a value lie over the axes of the tensor that holds its integers, so that
 * reshaping, transposing, slicing and broadcasting cost nothing. Each axis of the value is a
 * row-major product of <em>factors</em>; each factor steps along one axis of the tensor, or along
 * none (a broadcast). The tensor index along an axis is its offset + Σ stride · index over the
 * factors that lie on it; indices outside the tensor read 0. Immutable.
 */
public final class View {
  private final List<List<Factor>> axes;
  private final List<Long> offsets;
  private final List<Integer> tensorShape;

  private View(List<List<Factor>> axes, List<Long> offsets, List<Integer> tensorShape) {
    this.axes = axes.stream().map(List::copyOf).toList();
    this.offsets = List.copyOf(offsets);
    this.tensorShape = List.copyOf(tensorShape);
  }

  /** The tensor as it is. */
  public static View of(List<Integer> tensorShape) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int axis = 0; axis < tensorShape.size(); axis++) {
      axes.add(List.of(new Factor(tensorShape.get(axis), axis, 1)));
    }
    return new View(axes, Collections.nCopies(tensorShape.size(), 0L), tensorShape);
  }

  /**
   * A tensor whose consecutive axes are grouped: axis i of the value is the product of the next
   * {@code groups.get(i)} tensor axes.
   */
  public static View grouped(List<Integer> tensorShape, List<Integer> groups) {
    return of(tensorShape).group(groups);
  }

  /** The same value with axis i the product of its next {@code groups.get(i)} axes. */
  public View group(List<Integer> groups) {
    List<List<Factor>> grouped = new ArrayList<>();
    int next = 0;
    for (int count : groups) {
      List<Factor> factors = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        factors.addAll(axes.get(next++));
      }
      grouped.add(factors);
    }
    return new View(grouped, offsets, tensorShape);
  }

  /** Lengths of the value's axes. */
  public List<Integer> shape() {
    return axes.stream().map(Factor::length).toList();
  }

  /** Number of the value's axes. */
  public int rank() {
    return axes.size();
  }

  /** Number of cells of the value. */
  public long size() {
    return shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Lengths of the factors of one axis, outermost first. */
  public List<Integer> factors(int axis) {
    return Factor.lengths(axes.get(axis));
  }

  /** The same value with its axes permuted: axis i of the result is axis {@code permutation[i]}. */
  public View transpose(int... permutation) {
    return new View(Arrays.stream(permutation).mapToObj(axes::get).toList(), offsets, tensorShape);
  }

  /** The same row-major cells under another shape, if the shapes have a common refinement. */
  public Optional<View> reshape(List<Integer> shape) {
    return Refinement.dealt(axes.stream().flatMap(List::stream).toList(), shape)
        .map(reshaped -> new View(reshaped, offsets, tensorShape));
  }

  /**
   * The same value with an axis written in finer factors, of which each factor it has now must be a
   * product.
   */
  public View refine(int axis, List<Integer> lengths) {
    return with(axis, Refinement.refined(axes.get(axis), lengths));
  }

  private View with(int axis, List<Factor> factors) {
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.set(axis, factors);
    return new View(changed, offsets, tensorShape);
  }

  /** The same axes, each read {@code cells} of the factor's further along its tensor axis. */
  private View moved(Factor factor, long cells) {
    if (factor.isBroadcast()) {
      return this;
    }
    List<Long> moved = new ArrayList<>(offsets);
    moved.set(factor.tensorAxis(), moved.get(factor.tensorAxis()) + factor.stride() * cells);
    return new View(axes, moved, tensorShape);
  }

  /**
   * {@code count} cells of an axis from {@code start} on, {@code step} apart (may be negative), if
   * the axis allows it as a view.
   */
  public Optional<View> slice(int axis, int start, int step, int count) {
    List<Factor> factors = axes.get(axis);
    if (start == 0 && step == 1 && count == Factor.length(factors)) {
      return Optional.of(this);
    }
    Factor first = factors.get(0);
    int inner = Factor.length(factors) / first.length();
    int last = start + step * (count - 1);
    if (inner == 1) {
      return Optional.of(withFirst(axis, first.stepping(count, step)).moved(first, start));
    }
    if (step == 1 && start % inner == 0 && count % inner == 0) {
      Factor fewer = first.stepping(count / inner, 1);
      return Optional.of(withFirst(axis, fewer).moved(first, start / inner));
    }
    if (start / inner == last / inner) {
      return with(axis, factors.subList(1, factors.size()))
          .moved(first, start / inner)
          .slice(axis, start % inner, step, count);
    }
    return Optional.empty();
  }

  private View withFirst(int axis, Factor first) {
    List<Factor> changed = new ArrayList<>(axes.get(axis));
    changed.set(0, first);
    return with(axis, changed);
  }

  /** An axis of length 1 repeated {@code length} times. */
  public View broadcast(int axis, int length) {
    if (Factor.length(axes.get(axis)) != 1) {
      throw new IllegalArgumentException(
          "axis of length " + Factor.length(axes.get(axis)) + " cannot be broadcast");
    }
    return with(axis, List.of(Factor.broadcast(length)));
  }

  /** A new axis of length 1 before {@code axis}. */
  public View insertAxis(int axis) {
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.add(axis, List.of(Factor.broadcast(1)));
    return new View(changed, offsets, tensorShape);
  }

  /** NumPy's broadcast to a shape. */
  public View broadcastTo(List<Integer> shape) {
    View view = this;
    while (view.rank() < shape.size()) {
      view = view.insertAxis(0);
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis) != 1 && view.shape().get(axis) == 1) {
        view = view.broadcast(axis, shape.get(axis));
      }
    }
    if (!view.shape().equals(shape)) {
      throw new IllegalArgumentException("shape " + shape() + " does not broadcast to " + shape);
    }
    return view;
  }

  /**
   * Whether reading an axis outside its length reads outside the tensor, hence 0: it is one factor
   * that covers a tensor axis alone. An axis of length 1 that lies on no tensor axis is not.
   */
  public boolean zeroOutside(int axis) {
    List<Factor> factors = axes.get(axis);
    if (factors.size() != 1 || factors.get(0).isBroadcast()) {
      return false;
    }
    Factor factor = factors.get(0);
    boolean alone =
        axes.stream()
                .flatMap(List::stream)
                .filter(other -> other.tensorAxis() == factor.tensorAxis())
                .count()
            == 1;
    long length = tensorShape.get(factor.tensorAxis());
    long offset = offsets.get(factor.tensorAxis());
    return alone
        && factor.length() == length
        && ((factor.stride() == 1 && offset == 0)
            || (factor.stride() == -1 && offset == length - 1));
  }

  /**
   * Replaces an axis by two: position o of {@code count} and place k of {@code kernel}, which read
   * index {@code o·stride + k·dilation − pad}. The axis must be one factor; where a window leaves
   * it, {@link #zeroOutside} must hold.
   */
  public View window(int axis, int count, int stride, int kernel, int dilation, int pad) {
    Factor factor = axes.get(axis).get(0);
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.set(axis, List.of(factor.stepping(count, stride)));
    changed.add(axis + 1, List.of(factor.stepping(kernel, dilation)));
    return new View(changed, offsets, tensorShape).moved(factor, -pad);
  }

  /**
   * The cells that a gathering chooses, if the axes allow it: an axis of several factors only where
   * at most one result axis runs along it, by a step that {@link #slice} allows.
   */
  public Optional<View> gather(Gathering gathering) {
    View moved = this;
    List<List<Factor>> gathered = new ArrayList<>();
    gathering.results().forEach(step -> gathered.add(List.of(Factor.broadcast(step.length()))));
    for (int axis = 0; axis < rank(); axis++) {
      int start = gathering.origin().get(axis);
      List<Integer> along = gathering.along(axis);
      if (simple(axis)) {
        Factor factor = axes.get(axis).get(0);
        for (int result : along) {
          Gathering.Step step = gathering.results().get(result);
          gathered.set(result, List.of(factor.stepping(step.length(), step.step())));
        }
        moved = moved.moved(factor, start);
      } else if (along.size() <= 1) {
        Gathering.Step step =
            along.isEmpty()
                ? new Gathering.Step(1, axis, 1)
                : gathering.results().get(along.get(0));
        Optional<View> sliced = moved.slice(axis, start, step.step(), step.length());
        if (sliced.isEmpty()) {
          return Optional.empty();
        }
        moved = sliced.get();
        List<Factor> cells = moved.axes.get(axis);
        along.forEach(result -> gathered.set(result, cells));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new View(gathered, moved.offsets, tensorShape));
  }

  /** The grouping of the first {@code count} axes, over a tensor of their factors. */
  public View prefix(int count, List<Integer> shape) {
    return grouped(shape, axes.subList(0, count).stream().map(List::size).toList());
  }

  /** Whether an axis is one factor. */
  public boolean simple(int axis) {
    return axes.get(axis).size() == 1;
  }

  /** Whether the axes' factors are the tensor's axes, one by one. */
  public boolean isPlain() {
    List<Factor> factors = axes.stream().flatMap(List::stream).toList();
    return factors.stream().map(Factor::length).toList().equals(tensorShape)
        && IntStream.range(0, factors.size())
            .allMatch(i -> factors.get(i).tensorAxis() == i && factors.get(i).stride() == 1)
        && offsets.stream().allMatch(offset -> offset == 0);
  }

  /** Whether the value is the tensor's cells in their row-major order. */
  public boolean isWhole() {
    long[] distance = new long[tensorShape.size()];
    long size = 1;
    for (int axis = distance.length - 1; axis >= 0; axis--) {
      distance[axis] = size;
      size *= tensorShape.get(axis);
    }
    List<Factor> factors =
        axes.stream().flatMap(List::stream).filter(factor -> factor.length() > 1).toList();
    long expected = 1;
    for (int i = factors.size() - 1; i >= 0; i--) {
      Factor factor = factors.get(i);
      if (factor.isBroadcast() || factor.stride() * distance[factor.tensorAxis()] != expected) {
        return false;
      }
      expected *= factor.length();
    }
    return expected == size && offsets.stream().allMatch(offset -> offset == 0);
  }

  /**
   * The index map that reads the tensor.
   *
   * @param boxAxes for each axis of the value, the box axis of each of its factors
   */
  public List<IndexEntry> indexMap(List<List<Integer>> boxAxes) {
    List<IndexEntry> map = new ArrayList<>();
    for (int tensorAxis = 0; tensorAxis < tensorShape.size(); tensorAxis++) {
      List<IndexEntry.Part> parts = new ArrayList<>();
      for (int axis = 0; axis < axes.size(); axis++) {
        for (int i = 0; i < axes.get(axis).size(); i++) {
          Factor factor = axes.get(axis).get(i);
          if (factor.tensorAxis() == tensorAxis && factor.length() > 1) {
            parts.add(new IndexEntry.Part(boxAxes.get(axis).get(i), factor.stride()));
          }
        }
      }
      parts.sort(Comparator.comparingInt(IndexEntry.Part::boxAxis));
      map.add(new IndexEntry(offsets.get(tensorAxis), parts));
    }
    return map;
  }

  /** For each cell of the value, row-major, the cell of the tensor it reads, or −1. */
  public int[] cells() {
    int[] cells = new int[Math.toIntExact(size())];
    List<Factor> all = axes.stream().flatMap(List::stream).toList();
    int[] at = new int[all.size()];
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] = cell(all, at);
      for (int i = all.size() - 1; i >= 0 && ++at[i] == all.get(i).length(); i--) {
        at[i] = 0;
      }
    }
    return cells;
  }

  private int cell(List<Factor> factors, int[] at) {
    long cell = 0;
    for (int axis = 0; axis < tensorShape.size(); axis++) {
      long index = offsets.get(axis);
      for (int i = 0; i < at.length; i++) {
        if (factors.get(i).tensorAxis() == axis) {
          index += factors.get(i).stride() * at[i];
        }
      }
      if (index < 0 || index >= tensorShape.get(axis)) {
        return -1;
      }
      cell = cell * tensorShape.get(axis) + index;
    }
    return (int) cell;
  }
}
