package dev.vouch.cli.option;

import dev.vouch.circuits.compile.States;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.cli.console.Reporting;
import dev.vouch.cli.failure.CommandException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which outputs of a network are inputs of its next step. */
public final class StateFlag {
  private static final String NONE = "none";

  @Option(
      names = "--state",
      paramLabel = "IN=OUT|none",
      description =
          "An output that is an input of the next step; may be repeated. Default: those whose names"
              + " tell, as h0 and hn.")
  private List<String> pairs = List.of();

  /** The states that are given, or those that names tell. */
  States states(Graph graph) throws CommandException {
    if (pairs.isEmpty()) {
      return States.named(graph);
    }
    if (pairs.equals(List.of(NONE))) {
      return States.NONE;
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] names = pair.split("=", 2);
      if (names.length < 2 || outputs.put(names[0], names[1]) != null) {
        throw CommandException.usage(
            "no state, or an input's second one, is '"
                + pair
                + "'; --state; give INPUT=OUTPUT once for each state, or none alone");
      }
    }
    try {
      return States.of(graph, outputs);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          e.getMessage()
              + "; --state; give an input and an output of one floating type and shape,"
              + " as INPUT=OUTPUT");
    }
  }

  /** Says which states calibration has followed, and which there might be besides. */
  void tell(Graph graph, States states, Calibration calibration, Reporting reporting) {
    if (!states.areNone()) {
      String names = text(states, " from ");
      if (calibration.states().isEmpty()) {
        reporting.warn(
            "going in again, states grow without end or become undefined: "
                + names
                + "; values have room for what the samples show only, and saturate beyond");
      } else {
        reporting.log(
            "states go in again: "
                + names
                + "; room is for what "
                + States.STEPS
                + " steps show (--state none: for what the samples show)");
      }
    }
    States possible = states.possible(graph);
    if (pairs.isEmpty() && !possible.areNone()) {
      reporting.log("if outputs go in again, say so with --state IN=OUT: " + text(possible, "="));
    }
  }

  private static String text(States states, String between) {
    return states.outputs().entrySet().stream()
        .map(state -> "'" + state.getKey() + "'" + between + "'" + state.getValue() + "'")
        .collect(Collectors.joining(", "));
  }
}
