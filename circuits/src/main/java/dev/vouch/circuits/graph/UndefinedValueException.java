package dev.vouch.circuits.graph;

import dev.vouch.circuits.node.Node;
import dev.vouch.verifier.Refusal;

/**
 * A node has no result for the values of a run: it divides by 0, takes the root of a negative
 * number, or an index lies beyond an axis. The message names the node, and holds no values.
 */
public final class UndefinedValueException extends RuntimeException implements Refusal {
  private static final long serialVersionUID = 1L;

  UndefinedValueException(String message) {
    super(message);
  }

  UndefinedValueException(Node node, Exception cause) {
    super(node + ": " + cause.getMessage(), cause);
  }

  @Override
  public Kind kind() {
    return Kind.INVALID_INPUT;
  }
}
