package dev.vouch.verifier.chain;

import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;

/**
 * What is wrong with which part, where the proofs of the parts were checked together. Stateless.
 */
final class PartFault {
  private PartFault() {}

  /**
   * As the fault of a chain; where several chains were checked together, of which of them.
   *
   * @param parts of a chain
   * @param batch whether several chains were checked together
   */
  static RejectedChainException of(ProofRejectedException e, int parts, boolean batch) {
    if (e.batchIndex().isEmpty()) {
      return RejectedChainException.ofAll(e);
    }
    int index = e.batchIndex().getAsInt();
    RejectedChainException own = RejectedChainException.ofPart(index % parts, e);
    return batch ? own.inBatch(index / parts) : own;
  }

  /** As {@link #of(ProofRejectedException, int, boolean)}. */
  static MalformedChainException of(MalformedProofException e, int parts, boolean batch) {
    int index = e.batchIndex().orElse(0);
    MalformedChainException own = new MalformedChainException(text(index % parts, e), e);
    return batch ? own.inBatch(index / parts) : own;
  }

  /** Part and reason, without the number in the batch of parts. */
  static String text(int part, VerificationException e) {
    Throwable own = e.batchIndex().isPresent() && e.getCause() != null ? e.getCause() : e;
    return "part " + part + ": " + own.getMessage();
  }
}
