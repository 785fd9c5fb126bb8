package dev.vouch.circuits.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one network output differs from what is expected.
 *
 * @param shape lengths of its axes
 * @param decisions null if the output makes none: it holds integers, or one value along its last
 *     axis
 */
public record OutputMetrics(
    String name, List<Integer> shape, ErrorMetrics errors, @Nullable DecisionMetrics decisions) {
  public OutputMetrics {
    shape = List.copyOf(shape);
  }
}
