package dev.vouch.verifier;

/** The proof in a key that all weights lie in their declared ranges (protocol.md §9, §11 rule 3). */
final class Certificate {
  private Certificate() {}

  /** Checks the certificate of a key, if it has one; says what is then known of the weights. */
  static WeightStatus check(VerifyingKey key) throws ProofRejectedException {
    if (key.certificate().length == 0) {
      return Verifier.uncertified(key);
    }
    throw new ProofRejectedException(RejectionReason.CERTIFICATE, "certificates are not supported yet");
  }
}
