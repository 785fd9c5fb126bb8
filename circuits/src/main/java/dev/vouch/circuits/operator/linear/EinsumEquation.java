package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.node.InvalidNodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The equation of an Einsum node, one label an axis: an ellipsis is written out as labels of its
 * own, and the result's labels, where they are left out, as those that occur once, in alphabetical
 * order after the ellipsis.
 *
 * @param operands labels of the axes of each operand; one may occur twice
 * @param result labels of the result's axes
 * @param lengths of the axes by label
 */
record EinsumEquation(List<String> operands, String result, Map<Character, Integer> lengths) {
  /** Labels of the axes that ellipses stand for, the last one first. */
  private static final String ELLIPSIS = "9876543210";

  private static final String DOTS = "...";

  /**
   * The equation for operands of these shapes.
   *
   * @throws InvalidNodeException if it does not fit them
   */
  static EinsumEquation of(String text, List<int[]> shapes) {
    String equation = text.replace(" ", "");
    int arrow = equation.indexOf("->");
    String left = arrow < 0 ? equation : equation.substring(0, arrow);
    List<String> terms = List.of(left.split(",", -1));
    if (terms.size() != shapes.size()) {
      throw new InvalidNodeException("equation '" + text + "' for " + shapes.size() + " operands");
    }
    Map<Character, Integer> lengths = new HashMap<>();
    List<String> operands = new ArrayList<>();
    int longest = 0;
    for (int i = 0; i < terms.size(); i++) {
      int dots = terms.get(i).contains(DOTS) ? shapes.get(i).length - terms.get(i).length() + 3 : 0;
      String labels = writtenOut(terms.get(i), dots);
      longest = Math.max(longest, dots);
      take(text, labels, shapes.get(i), lengths);
      operands.add(labels);
    }
    String right =
        arrow < 0 ? implied(operands, longest) : writtenOut(equation.substring(arrow + 2), longest);
    for (char label : right.toCharArray()) {
      if (!lengths.containsKey(label) || right.indexOf(label) != right.lastIndexOf(label)) {
        throw new InvalidNodeException("equation '" + text + "' has a result it cannot have");
      }
    }
    return new EinsumEquation(operands, right, lengths);
  }

  private static String writtenOut(String term, int dots) {
    if (dots < 0 || dots > ELLIPSIS.length()) {
      throw new InvalidNodeException("'" + term + "' for an operand of another rank");
    }
    return term.replace(DOTS, ELLIPSIS.substring(ELLIPSIS.length() - dots));
  }

  private static void take(
      String text, String labels, int[] shape, Map<Character, Integer> lengths) {
    if (labels.length() != shape.length) {
      throw new InvalidNodeException(
          "equation '" + text + "' for an operand of " + shape.length + " axes");
    }
    for (int axis = 0; axis < shape.length; axis++) {
      char label = labels.charAt(axis);
      if (!Character.isLetterOrDigit(label)) {
        throw new InvalidNodeException("equation '" + text + "' holds '" + label + "'");
      }
      int known = lengths.getOrDefault(label, 1);
      if (known != 1 && shape[axis] != 1 && known != shape[axis]) {
        throw new InvalidNodeException(
            "axis '" + label + "' of '" + text + "' is " + known + " and " + shape[axis] + " long");
      }
      lengths.put(label, Math.max(known, shape[axis]));
    }
  }

  private static String implied(List<String> operands, int dots) {
    String all = String.join("", operands);
    StringBuilder result = new StringBuilder(ELLIPSIS.substring(ELLIPSIS.length() - dots));
    TreeSet<Character> once = new TreeSet<>();
    for (char label : all.toCharArray()) {
      if (ELLIPSIS.indexOf(label) < 0 && all.indexOf(label) == all.lastIndexOf(label)) {
        once.add(label);
      }
    }
    once.forEach(result::append);
    return result.toString();
  }

  /** Length of a labelled axis. */
  int length(char label) {
    return lengths.getOrDefault(label, 1);
  }

  /** Lengths of labelled axes. */
  int[] shape(String labels) {
    return labels.chars().map(label -> length((char) label)).toArray();
  }

  /** The text of an equation of these labels. */
  static String text(List<String> operands, String result) {
    return String.join(",", operands) + "->" + result;
  }
}
