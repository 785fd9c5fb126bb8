package dev.vouch.circuits.importer;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.MalformedModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the nodes of a graph into an order in which each reads only what comes before it, and
 * leaves out those no output needs, and outputs that nothing reads.
 */
final class NodeOrder {
  private final List<Node> nodes;
  private final Map<String, Integer> producers = new HashMap<>();

  private NodeOrder(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * The needed nodes in order; nodes that could come next in any order keep that of the file.
   *
   * @param given names of inputs and initializers
   * @param outputs names of the graph's outputs
   * @throws MalformedModelException if a value is defined twice or not at all, or if values depend
   *     on themselves
   */
  static List<Node> of(List<Node> nodes, Set<String> given, Collection<String> outputs)
      throws MalformedModelException {
    NodeOrder order = new NodeOrder(nodes);
    order.indexProducers(given);
    return withoutUnread(order.sort(order.needed(given, outputs)), outputs);
  }

  /** Outputs after the first that nothing reads are not asked for. */
  private static List<Node> withoutUnread(List<Node> nodes, Collection<String> outputs) {
    Set<String> read = new HashSet<>(outputs);
    nodes.forEach(node -> read.addAll(node.reads()));
    List<Node> asked = new ArrayList<>();
    for (Node node : nodes) {
      List<String> names = new ArrayList<>(node.outputs());
      for (int i = 1; i < names.size(); i++) {
        if (!read.contains(names.get(i))) {
          names.set(i, "");
        }
      }
      asked.add(names.equals(node.outputs()) ? node : node.with(node.inputs(), names));
    }
    return asked;
  }

  private void indexProducers(Set<String> given) throws MalformedModelException {
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (!output.isEmpty() && (given.contains(output) || producers.put(output, i) != null)) {
          throw new MalformedModelException(
              nodes.get(i) + " defines '" + output + "', which is defined already");
        }
      }
    }
  }

  private Set<Integer> needed(Set<String> given, Collection<String> outputs)
      throws MalformedModelException {
    Set<Integer> needed = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (String output : outputs) {
      visit(output, "the graph's outputs", given, needed, open);
    }
    while (!open.isEmpty()) {
      Node node = nodes.get(open.pop());
      for (String input : node.reads()) {
        if (!input.isEmpty()) {
          visit(input, node.toString(), given, needed, open);
        }
      }
    }
    return needed;
  }

  private void visit(
      String value, String reader, Set<String> given, Set<Integer> needed, Deque<Integer> open)
      throws MalformedModelException {
    @Nullable Integer producer = producers.get(value);
    if (producer == null && !given.contains(value)) {
      throw new MalformedModelException(
          "'" + value + "', read by " + reader + ", is not defined in the graph");
    }
    if (producer != null && needed.add(producer)) {
      open.push(producer);
    }
  }

  private List<Node> sort(Set<Integer> needed) throws MalformedModelException {
    Map<Integer, List<Integer>> readers = new HashMap<>();
    Map<Integer, Integer> waitingFor = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i : needed) {
      int count = 0;
      for (String input : nodes.get(i).reads()) {
        @Nullable Integer producer = producers.get(input);
        if (producer != null) {
          readers.computeIfAbsent(producer, key -> new ArrayList<>()).add(i);
          count++;
        }
      }
      waitingFor.put(i, count);
      if (count == 0) {
        ready.add(i);
      }
    }
    List<Node> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(nodes.get(next));
      for (int reader : readers.getOrDefault(next, List.of())) {
        if (waitingFor.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < needed.size()) {
      int first =
          waitingFor.entrySet().stream()
              .filter(e -> e.getValue() > 0)
              .mapToInt(Map.Entry::getKey)
              .min()
              .orElseThrow();
      throw new MalformedModelException("the graph has a cycle, reached at " + nodes.get(first));
    }
    return sorted;
  }
}
