package dev.vouch.circuits.node;

/**
 * A valid node that vouch cannot handle. The message does not name the node: whoever holds it adds
 * that.
 */
public final class UnsupportedNodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedNodeException(String message) {
    super(message);
  }
}
