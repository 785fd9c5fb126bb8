package dev.vouch.circuits.node;

/**
 * A node that breaks the definition of its operator. The message does not name the node: whoever
 * holds it adds that.
 */
public final class InvalidNodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidNodeException(String message) {
    super(message);
  }
}
