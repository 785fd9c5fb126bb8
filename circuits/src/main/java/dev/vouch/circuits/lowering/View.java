package dev.vouch.circuits.lowering;

import dev.vouch.verifier.circuit.IndexEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
  private static final int BROADCAST = -1;

  private final List<List<Factor>> axes;
  private final List<Long> offsets;
  private final List<Integer> tensorShape;

  /**
   * Part of an axis.
   *
   * @param tensorAxis the tensor axis it steps along, or −1
   */
  private record Factor(int length, int tensorAxis, long stride) {
    Factor[] split(int outer) {
      int inner = length / outer;
      return new Factor[] {
        new Factor(outer, tensorAxis, stride * inner), new Factor(inner, tensorAxis, stride)
      };
    }

    Factor withLength(int newLength) {
      return new Factor(newLength, tensorAxis, stride);
    }
  }

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
  View group(List<Integer> groups) {
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
    return axes.stream().map(View::length).toList();
  }

  /** Number of the value's axes. */
  public int rank() {
    return axes.size();
  }

  /** Number of cells of the value. */
  public long size() {
    return shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  private static int length(List<Factor> factors) {
    return factors.stream().mapToInt(Factor::length).reduce(1, Math::multiplyExact);
  }

  /** Lengths of the factors of one axis, outermost first. */
  public List<Integer> factors(int axis) {
    return axes.get(axis).stream().map(Factor::length).toList();
  }

  /** The same value with its axes permuted: axis i of the result is axis {@code permutation[i]}. */
  public View transpose(int... permutation) {
    return new View(Arrays.stream(permutation).mapToObj(axes::get).toList(), offsets, tensorShape);
  }

  /** The same row-major cells under another shape, if the shapes have a common refinement. */
  public Optional<View> reshape(List<Integer> shape) {
    List<Factor> left = new ArrayList<>();
    axes.forEach(
        factors -> factors.stream().filter(factor -> factor.length() > 1).forEach(left::add));
    List<List<Factor>> reshaped = new ArrayList<>();
    for (int length : shape) {
      List<Factor> taken = new ArrayList<>();
      int missing = length;
      while (missing > 1) {
        Factor next = left.remove(0);
        if (missing % next.length() == 0) {
          taken.add(next);
          missing /= next.length();
        } else if (next.length() % missing == 0) {
          Factor[] parts = next.split(missing);
          taken.add(parts[0]);
          left.add(0, parts[1]);
          missing = 1;
        } else {
          return Optional.empty();
        }
      }
      reshaped.add(taken.isEmpty() ? List.of(new Factor(1, BROADCAST, 0)) : taken);
    }
    return Optional.of(new View(reshaped, offsets, tensorShape));
  }

  /**
   * The same value with an axis written in finer factors, of which each factor it has now must be a
   * product.
   */
  public View refine(int axis, List<Integer> lengths) {
    List<Factor> refined = new ArrayList<>();
    int next = 0;
    for (Factor factor : axes.get(axis)) {
      Factor rest = factor;
      while (rest.length() > 1 && lengths.get(next) < rest.length()) {
        Factor[] parts = rest.split(lengths.get(next++));
        refined.add(parts[0]);
        rest = parts[1];
      }
      if (rest.length() > 1) {
        refined.add(rest);
        next++;
      }
    }
    if (!refined.stream()
        .map(Factor::length)
        .toList()
        .equals(lengths.stream().filter(length -> length > 1).toList())) {
      throw new IllegalArgumentException(factors(axis) + " cannot be refined to " + lengths);
    }
    if (refined.isEmpty()) {
      lengths.forEach(length -> refined.add(new Factor(1, BROADCAST, 0)));
    }
    return with(axis, refined);
  }

  private View with(int axis, List<Factor> factors) {
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.set(axis, factors);
    return new View(changed, offsets, tensorShape);
  }

  private View with(int axis, List<Factor> factors, int tensorAxis, long shift) {
    List<Long> shifted = new ArrayList<>(offsets);
    if (tensorAxis != BROADCAST) {
      shifted.set(tensorAxis, shifted.get(tensorAxis) + shift);
    }
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.set(axis, factors);
    return new View(changed, shifted, tensorShape);
  }

  /**
   * {@code count} cells of an axis from {@code start} on, {@code step} apart (may be negative), if
   * the axis allows it as a view.
   */
  public Optional<View> slice(int axis, int start, int step, int count) {
    List<Factor> factors = axes.get(axis);
    if (start == 0 && step == 1 && count == length(factors)) {
      return Optional.of(this);
    }
    Factor first = factors.get(0);
    int inner = length(factors) / first.length();
    int last = start + step * (count - 1);
    if (inner == 1) {
      return Optional.of(
          with(
              axis,
              sliced(factors, first.withLength(count), step),
              first.tensorAxis(),
              first.stride() * start));
    }
    if (step == 1 && start % inner == 0 && count % inner == 0) {
      return Optional.of(
          with(
              axis,
              replaced(factors, first.withLength(count / inner)),
              first.tensorAxis(),
              first.stride() * (start / inner)));
    }
    if (start / inner == last / inner) {
      List<Factor> rest = factors.subList(1, factors.size());
      return with(axis, rest, first.tensorAxis(), first.stride() * (start / inner))
          .slice(axis, start % inner, step, count);
    }
    return Optional.empty();
  }

  private static List<Factor> sliced(List<Factor> factors, Factor first, int step) {
    return replaced(factors, new Factor(first.length(), first.tensorAxis(), first.stride() * step));
  }

  private static List<Factor> replaced(List<Factor> factors, Factor first) {
    List<Factor> changed = new ArrayList<>(factors);
    changed.set(0, first);
    return changed;
  }

  /** An axis of length 1 repeated {@code length} times. */
  public View broadcast(int axis, int length) {
    if (length(axes.get(axis)) != 1) {
      throw new IllegalArgumentException(
          "axis of length " + length(axes.get(axis)) + " cannot be broadcast");
    }
    return with(axis, List.of(new Factor(length, BROADCAST, 0)));
  }

  /** A new axis of length 1 before {@code axis}. */
  public View insertAxis(int axis) {
    List<List<Factor>> changed = new ArrayList<>(axes);
    changed.add(axis, List.of(new Factor(1, BROADCAST, 0)));
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
    if (factors.size() != 1 || factors.get(0).tensorAxis() == BROADCAST) {
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
    changed.set(axis, List.of(new Factor(count, factor.tensorAxis(), factor.stride() * stride)));
    changed.add(
        axis + 1, List.of(new Factor(kernel, factor.tensorAxis(), factor.stride() * dilation)));
    List<Long> shifted = new ArrayList<>(offsets);
    if (factor.tensorAxis() != BROADCAST) {
      shifted.set(factor.tensorAxis(), shifted.get(factor.tensorAxis()) - factor.stride() * pad);
    }
    return new View(changed, shifted, tensorShape);
  }

  /**
   * Reads cell {@code origin + Σ_a index_a · step_a} where result axis a of {@code lengths[a]}
   * cells steps along axis {@code axes[a]} of this view (−1: along none). Empty where an axis of
   * this view has several factors and more than one result axis, or a step that its factors do not
   * allow, runs along it.
   */
  public Optional<View> gather(int[] origin, int[] lengths, int[] steps, int[] along) {
    View source = this;
    List<Long> shifted = new ArrayList<>(offsets);
    List<List<Factor>> gathered = new ArrayList<>(Collections.nCopies(lengths.length, List.of()));
    for (int axis = 0; axis < rank(); axis++) {
      int current = axis;
      int[] results = IntStream.range(0, lengths.length).filter(a -> along[a] == current).toArray();
      if (!simple(axis) && results.length <= 1) {
        int step = results.length == 0 ? 1 : steps[results[0]];
        int count = results.length == 0 ? 1 : lengths[results[0]];
        Optional<View> sliced = source.slice(axis, origin[axis], step, count);
        if (sliced.isEmpty()) {
          return Optional.empty();
        }
        for (int t = 0; t < shifted.size(); t++) {
          shifted.set(t, shifted.get(t) + sliced.get().offsets.get(t) - offsets.get(t));
        }
        if (results.length == 1) {
          gathered.set(results[0], sliced.get().axes.get(axis));
        }
      } else if (simple(axis)) {
        Factor factor = axes.get(axis).get(0);
        if (factor.tensorAxis() != BROADCAST) {
          shifted.set(
              factor.tensorAxis(),
              shifted.get(factor.tensorAxis()) + factor.stride() * origin[axis]);
        }
        for (int a : results) {
          gathered.set(
              a, List.of(new Factor(lengths[a], factor.tensorAxis(), factor.stride() * steps[a])));
        }
      } else {
        return Optional.empty();
      }
    }
    for (int a = 0; a < lengths.length; a++) {
      if (along[a] < 0) {
        gathered.set(a, List.of(new Factor(lengths[a], BROADCAST, 0)));
      }
    }
    return Optional.of(new View(gathered, shifted, tensorShape));
  }

  /** The grouping of the first {@code count} axes, over a tensor of their factors. */
  View prefix(int count, List<Integer> shape) {
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
      if (factor.tensorAxis() == BROADCAST
          || factor.stride() * distance[factor.tensorAxis()] != expected) {
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
      parts.sort(java.util.Comparator.comparingInt(IndexEntry.Part::boxAxis));
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

  /**
   * The coarsest factors of which both lists are products, outermost first, if there are any; ones
   * are left out.
   */
  static Optional<List<Integer>> commonRefinement(List<Integer> left, List<Integer> right) {
    List<Integer> a = new ArrayList<>(left.stream().filter(length -> length > 1).toList());
    List<Integer> b = new ArrayList<>(right.stream().filter(length -> length > 1).toList());
    List<Integer> refined = new ArrayList<>();
    while (!a.isEmpty() && !b.isEmpty()) {
      int x = a.remove(0);
      int y = b.remove(0);
      int common = Math.min(x, y);
      if (x % common != 0 || y % common != 0) {
        return Optional.empty();
      }
      refined.add(common);
      if (x > common) {
        a.add(0, x / common);
      }
      if (y > common) {
        b.add(0, y / common);
      }
    }
    return Optional.of(refined);
  }
}
