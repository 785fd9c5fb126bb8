package dev.vouch.circuits.primitive;

import dev.vouch.verifier.circuit.IndexEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The positions of one summand's box: cells r, p, q of the result and of at most two operands, all
 * affine in the box axes. The longest axis is the inner loop; where an operand index may leave its
 * tensor, the inner loop is cut to the part that stays inside. Immutable.
 */
public final class StridedLoop {
  private static final int NO_AXIS = -1;

  /** Positions, some nanoseconds each, from which on other threads are worth waking. */
  private static final long WORTH_SHARING = 1 << 14;

  private static final int RESULT = 0;
  private static final int FIRST_GUARD = 3;

  private final int[] lengths;

  /** At position 0 of the box: the cells r, p and q, then the guarded indices. */
  private final long[] origin;

  /** {@code steps[axis]}: what one step along a box axis adds to each entry of {@link #origin}. */
  private final long[][] steps;

  /** {@code guards[g]}: the index with this number has to stay in 0 … guards[g] − 1. */
  private final int[] guards;

  private final int inner;

  /** A number that is affine in the box axes. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Affine(long base, long[] coefficients) {
    /** A row-major address. */
    static Affine address(List<IndexEntry> map, List<Integer> shape, int axes) {
      long base = 0;
      long[] strides = new long[axes];
      long stride = 1;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        IndexEntry entry = map.get(axis);
        base += entry.offset() * stride;
        for (IndexEntry.Part part : entry.parts()) {
          strides[part.boxAxis()] += part.coefficient() * stride;
        }
        stride *= shape.get(axis);
      }
      return new Affine(base, strides);
    }

    static Affine index(IndexEntry entry, int axes) {
      long[] coefficients = new long[axes];
      for (IndexEntry.Part part : entry.parts()) {
        coefficients[part.boxAxis()] = part.coefficient();
      }
      return new Affine(entry.offset(), coefficients);
    }

    /** Whether it may leave 0 … length − 1 in a box of these lengths. */
    boolean mayLeave(int length, int[] lengths) {
      long least = base;
      long most = base;
      for (int axis = 0; axis < lengths.length; axis++) {
        long reach = coefficients[axis] * (lengths[axis] - 1L);
        least += Math.min(0, reach);
        most += Math.max(0, reach);
      }
      return least < 0 || most >= length;
    }
  }

  /** What is done along an inner loop. */
  @FunctionalInterface
  public interface Run {
    /**
     * One inner loop.
     *
     * @param count its length, at least 1
     * @param r first cell of the result, each further one {@code rStep} on
     * @param p of the first operand; 0 where there is none
     * @param q of the second operand; 0 where there is none
     */
    void over(int count, int r, int rStep, int p, int pStep, int q, int qStep);
  }

  /** The loop of a summand. */
  public StridedLoop(
      Summand summand, List<Integer> resultShape, List<List<Integer>> operandShapes) {
    // A box without axes has one position, as if it had an axis of length 1.
    List<Integer> box = summand.box().isEmpty() ? List.of(1) : summand.box();
    int axes = box.size();
    lengths = box.stream().mapToInt(Integer::intValue).toArray();
    inner = longestAxis();
    List<Affine> numbers = new ArrayList<>();
    numbers.add(Affine.address(summand.result(), resultShape, axes));
    List<Affine> indices = new ArrayList<>();
    List<Integer> limits = new ArrayList<>();
    for (int i = 0; i < operandShapes.size(); i++) {
      List<IndexEntry> map = summand.operands().get(i).map();
      List<Integer> shape = operandShapes.get(i);
      numbers.add(Affine.address(map, shape, axes));
      for (int axis = 0; axis < map.size(); axis++) {
        Affine index = Affine.index(map.get(axis), axes);
        if (index.mayLeave(shape.get(axis), lengths)) {
          indices.add(index);
          limits.add(shape.get(axis));
        }
      }
    }
    while (numbers.size() < FIRST_GUARD) {
      numbers.add(new Affine(0, new long[axes]));
    }
    numbers.addAll(indices);
    guards = limits.stream().mapToInt(Integer::intValue).toArray();
    origin = numbers.stream().mapToLong(Affine::base).toArray();
    steps = new long[axes][];
    for (int i = 0; i < axes; i++) {
      int axis = i;
      steps[axis] = numbers.stream().mapToLong(number -> number.coefficients()[axis]).toArray();
    }
  }

  private int longestAxis() {
    int longest = 0;
    for (int axis = 1; axis < lengths.length; axis++) {
      if (lengths[axis] >= lengths[longest]) {
        longest = axis;
      }
    }
    return longest;
  }

  /**
   * {@code out[r] += coefficient · a[p] · b[q]}; {@code values} are those of the operands. Long
   * loops are shared with the threads of the common pool.
   */
  public void addTo(long[] out, long coefficient, List<long[]> values) {
    if (values.isEmpty()) {
      forEachRunInSlices(
          (count, r, rStep, p, pStep, q, qStep) -> {
            for (int i = 0; i < count; i++) {
              out[r + i * rStep] += coefficient;
            }
          });
    } else if (values.size() == 1) {
      long[] a = values.get(0);
      forEachRunInSlices(
          (count, r, rStep, p, pStep, q, qStep) -> {
            for (int i = 0; i < count; i++) {
              out[r + i * rStep] += coefficient * a[p + i * pStep];
            }
          });
    } else {
      addProducts(out, coefficient, values.get(0), values.get(1));
    }
  }

  private void addProducts(long[] out, long coefficient, long[] a, long[] b) {
    forEachRunInSlices(
        (count, r, rStep, p, pStep, q, qStep) -> {
          if (rStep == 0) {
            long dot = 0;
            for (int i = 0; i < count; i++) {
              dot += a[p + i * pStep] * b[q + i * qStep];
            }
            out[r] += coefficient * dot;
          } else {
            for (int i = 0; i < count; i++) {
              out[r + i * rStep] += coefficient * a[p + i * pStep] * b[q + i * qStep];
            }
          }
        });
  }

  /**
   * Whether what is added to a cell of the result comes from whole rows of an operand.
   *
   * @param operand 0 or 1
   * @param length of the rows, whose cells are neighbours
   */
  boolean takesRows(int operand, int length) {
    int address = 1 + operand;
    List<Integer> summed =
        IntStream.range(0, lengths.length)
            .filter(axis -> lengths[axis] > 1 && steps[axis][RESULT] == 0)
            .boxed()
            .sorted(Comparator.comparingLong(axis -> steps[axis][address]))
            .toList();
    long span = 1;
    for (int axis : summed) {
      if (steps[axis][address] != span) {
        return false;
      }
      span *= lengths[axis];
    }
    boolean startsRows =
        origin[address] % length == 0
            && IntStream.range(0, lengths.length)
                .filter(axis -> steps[axis][RESULT] != 0)
                .allMatch(axis -> steps[axis][address] % length == 0);
    return guards.length == 0 && span == length && startsRows;
  }

  /** Runs the loop. */
  public void forEachRun(Run body) {
    forEachRun(body, NO_AXIS, 0);
  }

  /**
   * Runs the loop, slices along an axis of the result in parallel: such an axis moves one index of
   * the result only, so no two slices meet in a cell.
   */
  private void forEachRunInSlices(Run body) {
    int sliced = slicedAxis();
    if (sliced == NO_AXIS || positions() < WORTH_SHARING) {
      forEachRun(body);
    } else {
      IntStream.range(0, lengths[sliced]).parallel().forEach(i -> forEachRun(body, sliced, i));
    }
  }

  private long positions() {
    return Arrays.stream(lengths).asLongStream().reduce(1, (a, b) -> a * b);
  }

  /** The longest axis of the result but the inner one. */
  private int slicedAxis() {
    int sliced = NO_AXIS;
    for (int axis = 0; axis < lengths.length; axis++) {
      boolean candidate = axis != inner && steps[axis][RESULT] != 0 && lengths[axis] > 1;
      if (candidate && (sliced == NO_AXIS || lengths[axis] > lengths[sliced])) {
        sliced = axis;
      }
    }
    return sliced;
  }

  /** Runs the part of the loop where the axis {@code fixed} is {@code at}, or all of it. */
  private void forEachRun(Run body, int fixed, int at) {
    int[] position = new int[lengths.length];
    long[] numbers = origin.clone();
    if (fixed != NO_AXIS) {
      add(numbers, at, steps[fixed]);
    }
    while (true) {
      run(body, numbers);
      int axis = lengths.length - 1;
      for (; axis >= 0; axis--) {
        if (axis == inner || axis == fixed) {
          continue;
        }
        if (++position[axis] < lengths[axis]) {
          add(numbers, 1, steps[axis]);
          break;
        }
        position[axis] = 0;
        add(numbers, 1 - lengths[axis], steps[axis]);
      }
      if (axis < 0) {
        return;
      }
    }
  }

  private static void add(long[] numbers, int times, long[] step) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += times * step[i];
    }
  }

  /** One inner loop; {@code numbers} are those where it begins. */
  private void run(Run body, long[] numbers) {
    long[] step = steps[inner];
    int from = 0;
    int to = lengths[inner];
    for (int g = 0; g < guards.length; g++) {
      long index = numbers[FIRST_GUARD + g];
      long stride = step[FIRST_GUARD + g];
      if (stride == 0) {
        if (index < 0 || index >= guards[g]) {
          return;
        }
      } else if (stride > 0) {
        from = (int) Math.max(from, -floorQuotient(index, stride));
        to = (int) Math.min(to, floorQuotient(guards[g] - 1 - index, stride) + 1);
      } else {
        from = (int) Math.max(from, -floorQuotient(guards[g] - 1 - index, -stride));
        to = (int) Math.min(to, floorQuotient(index, -stride) + 1);
      }
    }
    if (from < to) {
      body.over(
          to - from,
          (int) (numbers[0] + from * step[0]),
          (int) step[0],
          (int) (numbers[1] + from * step[1]),
          (int) step[1],
          (int) (numbers[2] + from * step[2]),
          (int) step[2]);
    }
  }

  /** A division takes longer than a short inner loop, and most strides are 1. */
  private static long floorQuotient(long a, long b) {
    return b == 1 ? a : Math.floorDiv(a, b);
  }
}
