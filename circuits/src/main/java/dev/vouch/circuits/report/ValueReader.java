package dev.vouch.circuits.report;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.quantise.FloatOrder;
import org.jspecify.annotations.Nullable;

/** Reads the integers that stand for a value of the graph, in the value's own order of cells. */
final class ValueReader {
  private final int tensor;
  private final ValueInfo info;
  private final double step;
  private final @Nullable SliceExponents factors;
  private final @Nullable FloatOrder order;
  private final int @Nullable [] cells;

  /**
   * A reader.
   *
   * @param info type and shape of the value
   * @param factors that the integers' values have beside the value's; null: none
   * @param ordered whether the integers are places among all numbers of the value's type
   */
  ValueReader(Wire wire, ValueInfo info, @Nullable SliceExponents factors, boolean ordered) {
    this.factors = factors;
    this.order = ordered ? FloatOrder.of(info.type()) : null;
    this.tensor = wire.tensor();
    this.info = info;
    this.step = Math.scalb(1.0, -wire.scaleExponent());
    int[] seen = wire.view().cells();
    this.cells = inOrder(seen) ? null : seen;
  }

  private static boolean inOrder(int[] cells) {
    int i = 0;
    while (i < cells.length && cells[i] == i) {
      i++;
    }
    return i == cells.length;
  }

  /** The real numbers that the integers of a run stand for. */
  double[] real(Execution execution) {
    double[] result = scaled(execution);
    if (factors != null) {
      factors.undo(result, info.shape());
    }
    return result;
  }

  /** As {@link #real}, times the factors of their slices: integer · 2^-e at the wire's scale e. */
  double[] scaled(Execution execution) {
    long[] integers = execution.of(tensor);
    double[] result = new double[info.size()];
    for (int i = 0; i < result.length; i++) {
      int cell = cells == null ? i : cells[i];
      long integer = cell < 0 ? 0 : integers[cell];
      result[i] = order == null ? integer * step : order.number(integer);
    }
    return result;
  }

  /** What an integer of 1 in a cell stands for. */
  double step(int cell) {
    return factors == null ? step : Math.scalb(step, -factors.of(cell, info.shape()));
  }

  /** As {@link #real}, as a tensor of the value's type. */
  TensorData tensor(Execution execution) {
    double[] real = real(execution);
    if (info.type().isFloating()) {
      return TensorData.ofDoubles(info.type(), info.shape(), real);
    }
    long[] integers = new long[real.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (long) real[i];
    }
    return TensorData.ofLongs(info.type(), info.shape(), integers);
  }
}
