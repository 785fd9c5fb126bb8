package dev.vouch.cli.option;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.quantisation.DynamicQuantizeLinear;
import java.util.List;

/**
 * Tells of nodes whose scales follow each input in the model, but are fixed by calibration here.
 */
public final class DynamicQuantisation {
  private static final int MOST_NAMED = 4;

  private DynamicQuantisation() {}

  /** The names of these nodes. */
  public static List<String> nodes(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.type().equals(DynamicQuantizeLinear.TYPE))
        .map(Node::name)
        .toList();
  }

  /** One line for people. */
  static String text(List<String> nodes) {
    String named = String.join(", ", nodes.subList(0, Math.min(MOST_NAMED, nodes.size())));
    String more = nodes.size() > MOST_NAMED ? " and " + (nodes.size() - MOST_NAMED) + " more" : "";
    return "DynamicQuantizeLinear at "
        + named
        + more
        + " has one scale and zero point for all inputs, from calibration, where the model has them"
        + " follow each input; integers may differ from the model's";
  }
}
