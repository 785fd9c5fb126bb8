package dev.vouch.circuits.equalise;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.quantise.Calibration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scales slices of unlike size by powers of two (the package says why). Equalising the channels of
 * neighbouring layers is known from quantised networks (Nagel et al., Data-Free Quantization
 * Through Weight Equalization and Bias Correction, 2019, §4.1); here factors are powers of two, so
 * that nothing is rounded, and every operator that commutes with them takes part.
 */
public final class Equalisation {
  private Equalisation() {}

  /** A graph whose slices are alike, as far as its operators allow and the calibration tells. */
  public static Equalised of(Graph given, Calibration seen) {
    FunctionGroups.Grouped grouped = FunctionGroups.of(given, seen);
    Graph graph = grouped.graph();
    Calibration calibration = grouped.calibration();
    SliceSizes sizes = new SliceSizes(calibration);
    Map<String, Integer> axes = AxisChoice.of(graph, sizes);
    SliceGroups groups = new SliceGroups(graph, axes);
    grouped.ofGroups().stream()
        .map(groups::axis)
        .filter(Objects::nonNull)
        .forEach(groups::addSource);
    Map<Node, NodeFactors> relations = new HashMap<>();
    for (Node node : graph.nodes()) {
      relations.put(node, new NodeFactors(node, graph, groups, sizes).ask(lowered(node)));
    }
    FactorChoice choice = new FactorChoice(groups, sizes);
    Map<String, SliceExponents> factors = choice.factors();
    Map<String, SliceExponents> ports = choice.ports(graph, factors);
    return factors.isEmpty() && ports.isEmpty()
        ? Equalised.unchanged(graph, calibration)
        : new Rewriting(graph, calibration, relations, axes, factors, ports).result();
  }

  /**
   * The operator of a node that takes part; those of unrolled layers do not: factors that begin and
   * end at each step would cost more than they give.
   */
  private static @Nullable Lowered lowered(Node node) {
    return Operators.lowered(node).filter(operator -> node.unrolledFrom().isEmpty()).orElse(null);
  }
}
