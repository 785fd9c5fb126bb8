package dev.vouch.circuits.equalise;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.quantise.Calibration;
import java.util.Map;

/**
 * A graph with equalised slices.
 *
 * @param graph computes the values of the original one times their factors
 * @param calibration of that graph
 * @param factors of values that have some, by name; those of inputs and outputs are at most 0, and
 *     0 for some slice. All other values are those of the original graph.
 */
public record Equalised(Graph graph, Calibration calibration, Map<String, SliceExponents> factors) {
  public Equalised {
    factors = Map.copyOf(factors);
  }

  /** The graph as it is. */
  public static Equalised unchanged(Graph graph, Calibration calibration) {
    return new Equalised(graph, calibration, Map.of());
  }
}
