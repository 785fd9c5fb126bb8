package dev.vouch.verifier.tampering;

import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ProofRejectedException;
import dev.vouch.verifier.VerificationException;
import dev.vouch.verifier.Verifier;

/**
 * A verification that must fail.
 *
 * @param verifier of the key that the proof claims to be for
 */
@SuppressWarnings("ArrayRecordComponent")
record Attempt(Verifier verifier, byte[] proof, byte[] context) {
  static final String ACCEPTED = "ACCEPTED";

  /** Bytes that the reader of proofs refuses. */
  static final String MALFORMED = "MALFORMED";

  /**
   * The check that refuses it. {@link #ACCEPTED}, and the name of any exception but the two of
   * verification, are what must not be.
   */
  String outcome(Target target, Route route) {
    try {
      route.verify(target, this);
      return ACCEPTED;
    } catch (MalformedProofException e) {
      return MALFORMED;
    } catch (ProofRejectedException e) {
      return e.reason().name();
    } catch (VerificationException | RuntimeException | Error e) {
      return e.getClass().getSimpleName();
    }
  }
}
