package dev.vouch.circuits.graph;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.node.Node;
import dev.vouch.verifier.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A valid model that vouch cannot handle, with everything that is in the way. */
public final class UnsupportedModelException extends Exception implements Refusal {
  private static final long serialVersionUID = 1L;

  /** Why a node of an operator that is not in the catalogue is in the way. */
  public static final String NOT_KNOWN = "the operator is not supported";

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

    @Override
    public String toString() {
      return new Group(operator, opset, List.of(where), reason).text();
    }
  }

  /**
   * Problems of one kind: of one operator for one reason.
   *
   * @param operator as {@link Problem} has it
   * @param opset as {@link Problem} has it
   * @param places all nodes or inputs, in the order of the graph
   * @param reason what is not supported, and what is
   */
  public record Group(String operator, int opset, List<String> places, String reason) {
    private static final int MOST_PLACES = 3;

    public Group {
      places = List.copyOf(places);
    }

    /** What would help; empty where the reason says it. */
    public String help() {
      if (operator.isEmpty()) {
        return "";
      }
      if (reason.equals(NOT_KNOWN)) {
        return "end the model before it, or export it with other operators: vouch operators lists"
            + " them";
      }
      if (reason.contains("must be constant")) {
        return "export it as a constant, or fix the input that it depends on: --fix NAME=VALUE";
      }
      return reason.contains(";") ? "" : "vouch operators " + operator + " says what is supported";
    }

    /** One line: the operator, some of the nodes, and the reason. */
    public String text() {
      String some = String.join(", ", places.subList(0, Math.min(MOST_PLACES, places.size())));
      int others = places.size() - MOST_PLACES;
      return (operator.isEmpty() ? "" : operator + " (opset " + opset + ") at node ")
          + some
          + (others > 0 ? " and " + others + " more" : "")
          + ": "
          + reason;
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

  /** All problems, those of one operator and reason together. */
  public List<Group> groups() {
    return groups(problems);
  }

  private static List<Group> groups(List<Problem> problems) {
    Map<Group, List<String>> places = new LinkedHashMap<>();
    for (Problem problem : problems) {
      Group kind = new Group(problem.operator(), problem.opset(), List.of(), problem.reason());
      places.computeIfAbsent(kind, missing -> new ArrayList<>()).add(problem.where());
    }
    List<Group> groups = new ArrayList<>();
    places.forEach(
        (kind, all) -> groups.add(new Group(kind.operator(), kind.opset(), all, kind.reason())));
    return groups;
  }

  private static String message(List<Problem> problems) {
    return "the model is not supported: "
        + groups(problems).stream().map(Group::text).collect(Collectors.joining("; "));
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }
}
