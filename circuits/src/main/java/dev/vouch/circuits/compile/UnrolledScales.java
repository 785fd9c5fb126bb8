package dev.vouch.circuits.compile;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the nodes of an unrolled layer that differ in the step only the same magnitudes, the
 * largest of all steps: a table that all of them read costs as much as one that one of them reads.
 */
final class UnrolledScales {
  private UnrolledScales() {}

  /**
   * Raises magnitudes to those of other steps.
   *
   * @param magnitudes by value
   */
  static void share(Graph graph, Map<String, Double> magnitudes) {
    Map<String, Double> arguments = new HashMap<>();
    Map<String, Double> results = new HashMap<>();
    for (Node node : graph.nodes()) {
      node.unrolledFrom()
          .ifPresent(
              layer -> {
                merge(arguments, layer, magnitudes.get(node.inputs().get(0)));
                merge(results, layer, magnitudes.get(node.outputs().get(0)));
              });
    }
    for (Node node : graph.nodes()) {
      node.unrolledFrom()
          .ifPresent(
              layer -> {
                merge(magnitudes, node.inputs().get(0), arguments.get(layer));
                merge(magnitudes, node.outputs().get(0), results.get(layer));
              });
    }
  }

  private static void merge(
      Map<String, Double> magnitudes, String key, @Nullable Double magnitude) {
    if (magnitude != null) {
      magnitudes.merge(key, magnitude, Math::max);
    }
  }
}
