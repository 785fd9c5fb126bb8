package dev.vouch.verifier;

/** What is known about the weights behind a model id. */
public enum WeightStatus {
  /**
   * Known to the verifier, who gave them: they are integers of their declared ranges, and the key's
   * commitments are theirs. So are those of a circuit without weights.
   */
  PUBLIC,
  /**
   * Public as the key says, which was not checked: fixed elements of the field, but not known to be
   * small integers. {@link Verifier#withPublicWeights} checks.
   */
  DECLARED_PUBLIC,
  /** Hidden, and proven to lie in their declared ranges (§9). */
  CERTIFIED,
  /**
   * Hidden, without certificate: fixed elements of the field, but not known to be small integers.
   */
  FIELD_VALUED
}
