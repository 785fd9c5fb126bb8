package dev.vouch.prover;

/**
 * What is given as passing between the parts of a chain is not what passes in this run, or of
 * another chain. The message names what differs, never values.
 */
public final class ChainBoundaryException extends ProverException {
  private static final long serialVersionUID = 1L;

  ChainBoundaryException(String message) {
    super(Reason.CHAIN_BOUNDARY, message, null);
  }

  @Override
  public String remedy() {
    return "give the model and the input that the boundaries were written for";
  }
}
