package dev.vouch.circuits.centre;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.quantise.Calibration;
import java.util.Map;

/**
 * A graph whose columns with large offsets are centred.
 *
 * @param graph computes the same values; some are there only without their offset, under another
 *     name
 * @param calibration of that graph; of values that are centred next it says how large they are
 *     then, for that decides which scale they need
 * @param reaches how large the cells of inputs that are centred get, offsets included, row-major,
 *     by input
 */
public record Centred(Graph graph, Calibration calibration, Map<String, double[]> reaches) {
  public Centred {
    reaches = Map.copyOf(reaches);
  }

  /** The graph as it is. */
  public static Centred unchanged(Graph graph, Calibration calibration) {
    return new Centred(graph, calibration, Map.of());
  }
}
