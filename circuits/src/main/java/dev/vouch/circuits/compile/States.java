package dev.vouch.circuits.compile;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.ValueInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * States of a network that is run step by step: outputs that are inputs of the next step, as those
 * of an LSTM.
 *
 * @param outputs by input
 */
public record States(Map<String, String> outputs) {
  /** Over so many steps calibration follows states; what adds up has room for twice as many. */
  public static final int STEPS = 64;

  /** No output goes in again. */
  public static final States NONE = new States(Map.of());

  public States {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * The states that names tell, such as {@code state} and {@code stateN}, {@code h0} and {@code
   * hn}, {@code cell_in} and {@code cell_out}: of one floating type and shape, and the only two
   * that are named so.
   */
  public static States named(Graph graph) {
    Map<String, String> pairs = new LinkedHashMap<>();
    List<Function<StateName, List<String>>> stems =
        List.of(StateName::stem, StateName::withoutZero, StateName::withoutNumbers);
    for (Function<StateName, List<String>> stem : stems) {
      Map<Like, List<String>> outputs = alike(graph, graph.outputs(), pairs, stem);
      alike(graph, graph.inputs(), pairs, stem)
          .forEach(
              (like, inputs) -> {
                List<String> next = outputs.getOrDefault(like, List.of());
                if (inputs.size() == 1
                    && next.size() == 1
                    && StateName.of(inputs.get(0)).tellsStateWith(StateName.of(next.get(0)))) {
                  pairs.put(inputs.get(0), next.get(0));
                }
              });
    }
    return new States(pairs);
  }

  /**
   * States that are known from elsewhere.
   *
   * @param outputs by input
   * @throws IllegalArgumentException unless each is an output of the type and shape of its input,
   *     and of no other one
   */
  public static States of(Graph graph, Map<String, String> outputs) {
    outputs.forEach(
        (input, output) -> {
          require(graph.inputs().contains(input), "there is no input '" + input + "'");
          require(graph.outputs().contains(output), "there is no output '" + output + "'");
          ValueInfo before = graph.info(input);
          ValueInfo after = graph.info(output);
          require(
              before.type().isFloating() && Like.of(before).equals(Like.of(after)),
              "output '" + output + "' is " + after + ", and input '" + input + "' is " + before);
          require(
              Collections.frequency(outputs.values(), output) == 1,
              "output '" + output + "' is a state twice");
        });
    return new States(outputs);
  }

  /**
   * Outputs of a network with recurrent layers that may be states, too: as many as there are inputs
   * of their type and shape, in order.
   */
  public States possible(Graph graph) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (graph.nodes().stream().anyMatch(node -> node.unrolledFrom().isPresent())) {
      Function<StateName, List<String>> any = name -> List.of("any");
      Map<Like, List<String>> alike = alike(graph, graph.outputs(), outputs, any);
      alike(graph, graph.inputs(), outputs, any)
          .forEach(
              (like, inputs) -> {
                List<String> next = alike.getOrDefault(like, List.of());
                for (int i = 0; inputs.size() == next.size() && i < inputs.size(); i++) {
                  pairs.put(inputs.get(i), next.get(i));
                }
              });
    }
    return new States(pairs);
  }

  /** Whether there is none. */
  public boolean areNone() {
    return outputs.isEmpty();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** What an input and an output that are one state have in common. */
  private record Like(String type, List<Integer> shape, List<String> stem) {
    static Like of(ValueInfo info) {
      return of(info, List.of());
    }

    static Like of(ValueInfo info, List<String> stem) {
      List<Integer> shape = new ArrayList<>();
      for (int length : info.shape()) {
        shape.add(length);
      }
      return new Like(info.type().name(), shape, stem);
    }
  }

  /** Ports of floating types that are not paired yet, by what they have in common. */
  private static Map<Like, List<String>> alike(
      Graph graph,
      List<String> ports,
      Map<String, String> pairs,
      Function<StateName, List<String>> stem) {
    Map<Like, List<String>> alike = new LinkedHashMap<>();
    for (String port : ports) {
      ValueInfo info = graph.info(port);
      List<String> words = stem.apply(StateName.of(port));
      boolean paired = pairs.containsKey(port) || pairs.containsValue(port);
      if (info.type().isFloating() && !words.isEmpty() && !paired) {
        alike.computeIfAbsent(Like.of(info, words), missing -> new ArrayList<>()).add(port);
      }
    }
    return alike;
  }
}
