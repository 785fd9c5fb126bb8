package dev.vouch.circuits.equalise;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.quantise.Calibration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scales slices of unlike size by powers of two (the package says why). Equalising the channels of
 * neighbouring layers is known from quantised networks (Nagel et al., Data-Free Quantization
 * Through Weight Equalization and Bias Correction, 2019, §4.1); here factors are powers of two, so
 * that nothing is rounded, and every operator that commutes with them takes part.
 */
public final class Equalisation {
  private Equalisation() {}

  /** As below, with no factors given. */
  public static Equalised of(Graph given, Calibration seen, Measurements measurements) {
    return of(given, seen, measurements, Map.of());
  }

  /**
   * A graph whose slices are alike, as far as its operators allow and the calibration tells.
   *
   * @param fixed factors that inputs have whatever suits them, at most 0 and 0 for some slice;
   *     empty: none
   */
  public static Equalised of(
      Graph given,
      Calibration seen,
      Measurements measurements,
      Map<String, Optional<SliceExponents>> fixed) {
    FunctionGroups.Grouped grouped = FunctionGroups.of(given, seen, measurements);
    Graph graph = grouped.graph();
    SliceChoices choices =
        (measurements.seesModel() ? measured(grouped) : SliceChoices.recorded(measurements))
            .withPorts(fixed);
    if (choices.areNone()) {
      return Equalised.unchanged(graph, grouped.calibration());
    }
    choices.tell(measurements);
    SliceGroups groups = new SliceGroups(graph, choices.axes());
    Map<Node, NodeFactors> relations = new HashMap<>();
    for (Node node : graph.nodes()) {
      relations.put(
          node, new NodeFactors(node, graph, groups, choices.answers(node)).ask(lowered(node)));
    }
    return new Rewriting(
            graph,
            grouped.calibration(),
            relations,
            choices.axes(),
            choices.factors(),
            choices.ports())
        .result();
  }

  private static SliceChoices measured(FunctionGroups.Grouped grouped) {
    Graph graph = grouped.graph();
    SliceSizes sizes = new SliceSizes(grouped.calibration());
    Map<String, Integer> axes = AxisChoice.of(graph, sizes);
    SliceGroups groups = new SliceGroups(graph, axes);
    grouped.ofGroups().stream()
        .map(groups::axis)
        .filter(Objects::nonNull)
        .forEach(groups::addSource);
    Map<String, int[]> answers = new HashMap<>();
    for (Node node : graph.nodes()) {
      MeasuredAnswers measured = new MeasuredAnswers(sizes);
      new NodeFactors(node, graph, groups, measured).ask(lowered(node));
      answers.put(node.outputs().get(0), measured.given());
    }
    answers.values().removeIf(given -> given.length == 0);
    FactorChoice choice = new FactorChoice(groups, sizes);
    Map<String, SliceExponents> factors = choice.factors();
    return new SliceChoices(axes, answers, factors, choice.ports(graph, factors));
  }

  /**
   * The operator of a node that takes part; those of unrolled layers do not: factors that begin and
   * end at each step would cost more than they give.
   */
  private static @Nullable Lowered lowered(Node node) {
    return Operators.lowered(node).filter(operator -> node.unrolledFrom().isEmpty()).orElse(null);
  }
}
