package dev.vouch.circuits.graph;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.node.Node;
import dev.vouch.verifier.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A valid model that vouch cannot handle, with everything that is in the way. */
public final class UnsupportedModelException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One thing that is in the way.
   *
   * @param where a node or an input, as messages name it
   * @param operator operator type with domain, empty if no node is at fault
   * @param opset opset version of the operator's domain, 0 if no node is at fault
   * @param reason what is not supported, and what is
   */
  public record Problem(String where, String operator, int opset, String reason) {
    /** A node that is in the way. */
    public static Problem ofNode(Node node, String reason) {
      return new Problem(
          node.name(), Operators.name(node.domain(), node.type()), node.opset(), reason);
    }

    /** Something else that is in the way. */
    public static Problem of(String where, String reason) {
      return new Problem(where, "", 0, reason);
    }

    private String kind() {
      return operator.isEmpty() ? "" : operator + " (opset " + opset + ") at node ";
    }

    @Override
    public String toString() {
      return kind() + where + ": " + reason;
    }
  }

  /** An exception for at least one problem. */
  public UnsupportedModelException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the graph. */
  public List<Problem> problems() {
    return problems;
  }

  /** Problems of one operator and reason share a sentence that lists their nodes. */
  private static String message(List<Problem> problems) {
    Map<String, List<String>> grouped = new LinkedHashMap<>();
    for (Problem problem : problems) {
      grouped
          .computeIfAbsent(problem.kind() + "\n" + problem.reason(), key -> new ArrayList<>())
          .add(problem.where());
    }
    List<String> sentences = new ArrayList<>();
    grouped.forEach(
        (key, places) -> {
          int split = key.indexOf('\n');
          sentences.add(
              key.substring(0, split)
                  + String.join(", ", places)
                  + ": "
                  + key.substring(split + 1));
        });
    boolean anyNode = problems.stream().anyMatch(problem -> !problem.operator().isEmpty());
    return "the model is not supported: "
        + String.join("; ", sentences)
        + (anyNode
            ? "; supported operators: " + String.join(" ", Operators.supported().loweredNames())
            : "");
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }
}
