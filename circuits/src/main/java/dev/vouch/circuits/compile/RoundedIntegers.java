package dev.vouch.circuits.compile;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.lowering.IntegerRounding;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a graph that are integers cast to a floating-point type. The integers themselves
 * are proven, of which a type holds only those of few enough bits: comparisons have to know what
 * became of others.
 */
final class RoundedIntegers {
  private RoundedIntegers() {}

  /** The roundings of these values, by name. */
  static Map<String, IntegerRounding> of(Graph graph) {
    Map<String, IntegerRounding> roundings = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.outputs().stream().noneMatch(output -> isReal(graph, output))) {
        continue;
      }
      if (node.domain().isEmpty() && node.type().equals("Cast")) {
        cast(graph, node, roundings);
      } else if (operator(node).choosesCells()) {
        chosen(graph, node, roundings);
      }
    }
    return roundings;
  }

  private static void cast(Graph graph, Node node, Map<String, IntegerRounding> roundings) {
    String from = node.inputs().get(0);
    String to = node.outputs().get(0);
    DataType type = graph.info(to).type();
    if (!graph.info(from).type().isFloating()) {
      roundings.put(to, new IntegerRounding(Set.of(to), List.of(type), true));
    } else if (roundings.containsKey(from)) {
      roundings.put(to, roundings.get(from).then(type));
    }
  }

  private static void chosen(Graph graph, Node node, Map<String, IntegerRounding> roundings) {
    List<String> operands = node.inputs().stream().filter(x -> isReal(graph, x)).toList();
    Optional<IntegerRounding> rounding =
        operands.stream().map(roundings::get).filter(Objects::nonNull).reduce(IntegerRounding::or);
    boolean all = roundings.keySet().containsAll(operands);
    rounding
        .map(found -> all ? found : found.unknown())
        .ifPresent(found -> node.outputs().forEach(output -> roundings.put(output, found)));
  }

  private static boolean isReal(Graph graph, String value) {
    return !value.isEmpty() && graph.info(value).type().isFloating();
  }

  private static Operator operator(Node node) {
    return Operators.known().find(node.domain(), node.type()).orElseThrow();
  }
}
