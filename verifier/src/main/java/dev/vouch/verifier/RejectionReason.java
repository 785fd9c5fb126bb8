package dev.vouch.verifier;

/**
 * The checks that a proof can fail (protocol.md §11, rule 35), in the order in which they are made.
 */
public enum RejectionReason {
  /** The key is not of the pinned model, or the proof names another model than the key. */
  MODEL_ID,
  /** The key's certificate of the weights' ranges does not verify (§9). */
  CERTIFICATE,
  /** The key has no certificate, its weights are hidden, and the verifier asks for one. */
  UNCERTIFIED,
  /** The weights that the verifier knows are not those of the key. */
  PUBLIC_WEIGHTS,
  /** A public value lies outside its declared range. */
  PUBLIC_VALUE,
  /** The messages do not have the length that follows from the circuit. */
  MESSAGES_LENGTH,
  /** A commitment is no point of the curve. */
  POINT,
  /** A scalar is not below the order of the group. */
  SCALAR,
  /** The equations of lookups, products and opening do not hold (§8). */
  QUADRATIC_FORM,
  /** The openings of x or of the pads do not fit their commitments (§8). */
  GROUP_EQUATIONS,
  /**
   * Each proof's equations hold one by one, but not together (§11, rule 27); does not happen by
   * chance.
   */
  BATCH;

  /** What to look at, and what to do. */
  public String remedy() {
    return switch (this) {
      case MODEL_ID -> "key, proof, model id; take those of one model";
      case CERTIFICATE -> "key; get it anew from the model's owner";
      case UNCERTIFIED -> "key; get one with a certificate from the model's owner";
      case PUBLIC_WEIGHTS -> "key and weights; take those of one model";
      case PUBLIC_VALUE, MESSAGES_LENGTH, POINT, SCALAR, QUADRATIC_FORM, GROUP_EQUATIONS, BATCH ->
          "proof or context; the proof is false, damaged, or made for another context";
    };
  }
}
