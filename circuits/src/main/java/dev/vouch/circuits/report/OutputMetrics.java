package dev.vouch.circuits.report;

import dev.vouch.circuits.program.CoarseOutput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one network output differs from what is expected.
 *
 * @param shape lengths of its axes
 * @param real whether it holds real numbers, not integers or booleans
 * @param slices one for each index of each axis; none for integers, and along axes that are one
 *     long or thousands
 * @param coarse of those slices, or of the whole if there are none, which are known to a few steps
 *     only
 * @param equal how many cells are exactly what is expected
 * @param decisions null if the output makes none: it holds integers, or one value along its last
 *     axis
 */
public record OutputMetrics(
    String name,
    List<Integer> shape,
    boolean real,
    ErrorMetrics errors,
    List<ChannelMetrics> slices,
    List<CoarseOutput> coarse,
    long equal,
    @Nullable DecisionMetrics decisions) {
  public OutputMetrics {
    shape = List.copyOf(shape);
    slices = List.copyOf(slices);
    coarse = List.copyOf(coarse);
  }

  /** Slices along the last axis. */
  public List<ChannelMetrics> columns() {
    return along(shape.size() - 1);
  }

  /** Slices along an axis; none if they were not measured. */
  public List<ChannelMetrics> along(int axis) {
    return slices.stream().filter(slice -> slice.axis() == axis).toList();
  }

  /** The slice with the largest relative error; empty if none was measured. */
  public Optional<ChannelMetrics> worstSlice() {
    return slices.stream()
        .max(Comparator.comparingDouble(column -> column.relRms().orElse(Double.MAX_VALUE)));
  }
}
