package dev.vouch.circuits.compile;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.integer.SafeName;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.format.NameCharacters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds what keeps a graph from being compiled, as far as that can be known without data. */
public final class SupportCheck {
  private SupportCheck() {}

  /**
   * Checks that inputs and outputs can be ports, and that every node can be lowered, whatever its
   * scales. What depends on ranges of values is left to {@link Compiler}.
   *
   * @throws UnsupportedModelException naming everything that is in the way
   */
  public static void require(Graph graph) throws UnsupportedModelException {
    List<Problem> problems = ports(graph);
    problems.addAll(GraphLowering.problems(graph));
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
  }

  /** What keeps inputs and outputs of a graph from being ports. */
  static List<Problem> ports(Graph graph) {
    List<Problem> problems = new ArrayList<>();
    graph.inputs().forEach(name -> port(graph, "input", name, problems));
    graph.outputs().forEach(name -> port(graph, "output", name, problems));
    return problems;
  }

  private static void port(Graph graph, String kind, String name, List<Problem> problems) {
    String where = kind + " '" + SafeName.of(name) + "'";
    if (graph.info(name).size() == 0) {
      problems.add(Problem.of(where, "it has no cells"));
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > Limits.MAX_NAME_BYTES
        || NameCharacters.anyForbidden(name)) {
      problems.add(
          Problem.of(
              where,
              "names of inputs and outputs have at most "
                  + Limits.MAX_NAME_BYTES
                  + " bytes and no control or format characters or line separators: rename it"));
    }
  }
}
