package dev.vouch.circuits.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one network output differs from what is expected.
 *
 * @param shape lengths of its axes
 * @param columns one for each index of the last axis; empty for integers, and where that axis is
 *     one long or thousands
 * @param decisions null if the output makes none: it holds integers, or one value along its last
 *     axis
 */
public record OutputMetrics(
    String name,
    List<Integer> shape,
    ErrorMetrics errors,
    List<ChannelMetrics> columns,
    @Nullable DecisionMetrics decisions) {
  public OutputMetrics {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
  }

  /** The column with the largest relative error; empty if none was measured. */
  public Optional<ChannelMetrics> worstColumn() {
    return columns.stream()
        .max(Comparator.comparingDouble(column -> column.relRms().orElse(Double.MAX_VALUE)));
  }
}
