package dev.vouch.circuits.operator.control;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expansion;
import java.util.List;

/** The members of sequences, and positions among them. */
final class Members {
  private Members() {}

  /** The members of an input that must be a sequence. */
  static List<String> of(Node node, int input, Expansion expansion) {
    String value = node.requiredInput(input);
    List<String> members = expansion.members(value);
    if (members == null) {
      expansion.info(value);
      throw new InvalidNodeException("'" + value + "' is a tensor, not a sequence");
    }
    return members;
  }

  /** A position among members; negative ones count from the end. */
  static int position(Node node, int input, int count, Expansion expansion) {
    return position(node, input, count, count, expansion);
  }

  /**
   * A position.
   *
   * @param count how many positions there are
   * @param end from where negative positions count
   */
  static int position(Node node, int input, int count, int end, Expansion expansion) {
    long given = Known.number(node.requiredInput(input), "position", expansion);
    long position = given < 0 ? given + end : given;
    if (position < 0 || position >= count) {
      throw new InvalidNodeException("position " + given + " lies outside of the sequence");
    }
    return (int) position;
  }
}
