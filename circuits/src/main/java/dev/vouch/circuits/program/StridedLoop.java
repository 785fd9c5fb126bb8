package dev.vouch.circuits.program;

import dev.vouch.verifier.circuit.IndexEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions of one summand's box: cells r, p, q of the result and of at most two operands, all
 * affine in the box axes. The longest axis is the inner loop; where an operand index may leave its
 * tensor, the inner loop is cut to the part that stays inside. Immutable.
 */
public final class StridedLoop {
  private final int[] lengths;
  private final Address result;
  private final Address unused;
  private final List<Address> operands = new ArrayList<>();
  private final List<Guard> guards = new ArrayList<>();

  /** A row-major address as an affine function of the box axes. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Address(long base, long[] strides) {
    static Address none(int axes) {
      return new Address(0, new long[axes]);
    }

    static Address of(List<IndexEntry> map, List<Integer> shape, int axes) {
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
      return new Address(base, strides);
    }
  }

  /** An operand index that may leave 0 … length − 1. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Guard(long offset, long[] coefficients, int length) {}

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
    int axes = summand.box().size();
    lengths = summand.box().stream().mapToInt(Integer::intValue).toArray();
    unused = Address.none(axes);
    result = Address.of(summand.result(), resultShape, axes);
    for (int i = 0; i < operandShapes.size(); i++) {
      List<IndexEntry> map = summand.operands().get(i).map();
      operands.add(Address.of(map, operandShapes.get(i), axes));
      for (int axis = 0; axis < map.size(); axis++) {
        guard(map.get(axis), operandShapes.get(i).get(axis));
      }
    }
  }

  private void guard(IndexEntry entry, int length) {
    long least = entry.offset();
    long most = entry.offset();
    long[] coefficients = new long[lengths.length];
    for (IndexEntry.Part part : entry.parts()) {
      coefficients[part.boxAxis()] = part.coefficient();
      long reach = part.coefficient() * (lengths[part.boxAxis()] - 1L);
      least += Math.min(0, reach);
      most += Math.max(0, reach);
    }
    if (least < 0 || most >= length) {
      guards.add(new Guard(entry.offset(), coefficients, length));
    }
  }

  /** {@code out[r] += coefficient · a[p] · b[q]}; {@code values} are those of the operands. */
  public void addTo(long[] out, long coefficient, List<long[]> values) {
    if (values.isEmpty()) {
      forEachRun(
          (count, r, rStep, p, pStep, q, qStep) -> {
            for (int i = 0; i < count; i++) {
              out[r + i * rStep] += coefficient;
            }
          });
    } else if (values.size() == 1) {
      long[] a = values.get(0);
      forEachRun(
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
    forEachRun(
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

  /** Runs the loop. */
  public void forEachRun(Run body) {
    int rank = lengths.length;
    int inner = innerAxis();
    int[] at = new int[rank];
    while (true) {
      run(body, at, inner);
      int axis = rank - 1;
      for (; axis >= 0; axis--) {
        if (axis == inner) {
          continue;
        }
        if (++at[axis] < lengths[axis]) {
          break;
        }
        at[axis] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }

  private int innerAxis() {
    int inner = -1;
    for (int axis = 0; axis < lengths.length; axis++) {
      if (inner < 0 || lengths[axis] >= lengths[inner]) {
        inner = axis;
      }
    }
    return inner;
  }

  private void run(Run body, int[] at, int inner) {
    int from = 0;
    int to = inner < 0 ? 1 : lengths[inner];
    for (Guard guard : guards) {
      long index = guard.offset;
      for (int axis = 0; axis < at.length; axis++) {
        if (axis != inner) {
          index += guard.coefficients[axis] * at[axis];
        }
      }
      long step = inner < 0 ? 0 : guard.coefficients[inner];
      if (step == 0) {
        if (index < 0 || index >= guard.length) {
          return;
        }
      } else if (step > 0) {
        from = (int) Math.max(from, -Math.floorDiv(index, step));
        to = (int) Math.min(to, Math.floorDiv(guard.length - 1 - index, step) + 1);
      } else {
        from = (int) Math.max(from, -Math.floorDiv(guard.length - 1 - index, -step));
        to = (int) Math.min(to, Math.floorDiv(index, -step) + 1);
      }
    }
    if (from >= to) {
      return;
    }
    Address a = operands.isEmpty() ? unused : operands.get(0);
    Address b = operands.size() < 2 ? unused : operands.get(1);
    body.over(
        to - from,
        address(result, at, inner, from),
        step(result, inner),
        address(a, at, inner, from),
        step(a, inner),
        address(b, at, inner, from),
        step(b, inner));
  }

  private static int address(Address address, int[] at, int inner, int from) {
    long cell = address.base;
    for (int axis = 0; axis < at.length; axis++) {
      cell += address.strides[axis] * (axis == inner ? from : at[axis]);
    }
    return (int) cell;
  }

  private static int step(Address address, int inner) {
    return inner < 0 ? 0 : (int) address.strides[inner];
  }
}
