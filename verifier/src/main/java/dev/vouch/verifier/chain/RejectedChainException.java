package dev.vouch.verifier.chain;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import org.jspecify.annotations.Nullable;

/**
 * Proofs that are no chain: one does not convince, is of another chain, or a link does not hold.
 * {@link #reasonName} is that of the proof's rejection, or one of the constants here.
 */
public final class RejectedChainException extends VerificationException {
  private static final long serialVersionUID = 1L;

  /** The commitments at both ends of a link are not equal. */
  public static final String LINK = "LINK";

  /** The ends of a link have no equal formats, or one of them is not there or not hidden. */
  public static final String LINK_FORMAT = "LINK_FORMAT";

  /** The key or the proof is of another chain than the one that was asked for. */
  public static final String CHAIN_ID = "CHAIN_ID";

  private final String reason;
  private final String remedy;

  private RejectedChainException(
      String reason, String remedy, String message, @Nullable Throwable cause, int batchIndex) {
    super(message, cause, batchIndex);
    this.reason = reason;
    this.remedy = remedy;
  }

  private RejectedChainException(String reason, String remedy, String message) {
    this(reason, remedy, message, null, -1);
  }

  /** A part whose proof, or whose key's certificate, does not convince. */
  static RejectedChainException ofPart(int part, ProofRejectedException e) {
    return new RejectedChainException(e.reasonName(), e.remedy(), PartFault.text(part, e), e, -1);
  }

  /** Proofs that hold one by one, but not together. */
  static RejectedChainException ofAll(ProofRejectedException e) {
    return new RejectedChainException(
        e.reasonName(), e.remedy(), String.valueOf(e.getMessage()), e, -1);
  }

  /** The same of one proof of a batch. */
  RejectedChainException inBatch(int index) {
    return new RejectedChainException(reason, remedy, String.valueOf(getMessage()), this, index);
  }

  static RejectedChainException ofLink(ChainLink link) {
    return new RejectedChainException(
        LINK,
        "the proofs; both parts are to be proven of the same run, under the same blinders",
        "the commitments at both ends of the link from " + link + " are not equal");
  }

  static RejectedChainException ofFormat(ChainLink link, String why) {
    return new RejectedChainException(
        LINK_FORMAT,
        "the links; join outputs and inputs of one format",
        "the link from " + link + ": " + why);
  }

  static RejectedChainException ofId(String what, ModelId expected, ModelId actual) {
    return new RejectedChainException(
        CHAIN_ID,
        "key, proof, chain id; take those of one chain",
        what + " chain " + actual + ", not " + expected);
  }

  @Override
  public Kind kind() {
    return Kind.REJECTED;
  }

  @Override
  public String reasonName() {
    return reason;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
