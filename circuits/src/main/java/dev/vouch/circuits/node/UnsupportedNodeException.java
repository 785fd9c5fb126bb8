package dev.vouch.circuits.node;

import dev.vouch.verifier.Refusal;

/**
 * A valid node that vouch cannot handle. The message does not name the node: whoever holds it adds
 * that.
 */
public final class UnsupportedNodeException extends RuntimeException implements Refusal {
  private static final long serialVersionUID = 1L;

  public UnsupportedNodeException(String message) {
    super(message);
  }

  @Override
  public Kind kind() {
    return Kind.UNSUPPORTED_MODEL;
  }
}
