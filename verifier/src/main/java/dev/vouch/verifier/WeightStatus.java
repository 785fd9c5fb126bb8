package dev.vouch.verifier;

/** What is known about the weights behind a model id. */
public enum WeightStatus {
  /**
   * Anyone who has the ONNX file can recompute the commitment: every blinder is 1 (protocol.md
   * §2.2). A verifier that wants to be sure compiles and compares model ids.
   */
  PUBLIC,
  /** Hidden, and proven to lie in their declared ranges (§9). */
  CERTIFIED,
  /**
   * Hidden, without certificate: fixed elements of the field, but not known to be small integers.
   */
  FIELD_VALUED
}
