package dev.vouch.circuits.program;

import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.quantise.InvalidInputException;

/**
 * A node has no result for an input, as a division by 0 or the logarithm of a negative number: no
 * witness exists. The message names the node and the cell, and holds no values.
 */
public final class UndefinedResultException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  private final transient Execution execution;

  UndefinedResultException(Execution execution, Origin origin, String at) {
    super(
        origin
            + " has no result for this input, at "
            + at
            + ": there a value is outside of what the operator is defined for, such as a divisor of"
            + " 0, or a negative number under a logarithm or root");
    this.execution = execution;
  }

  /** The run, in which what has no value has some integer: secret. */
  public Execution execution() {
    return execution;
  }
}
