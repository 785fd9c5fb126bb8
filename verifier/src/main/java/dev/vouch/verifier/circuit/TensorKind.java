package dev.vouch.verifier.circuit;

/** What a tensor's values come from (protocol.md §2). The order is the byte of formats.md §1. */
public enum TensorKind {
  CONST,
  IOTA,
  PUBLIC,
  MODEL,
  INPUT,
  OUTPUT,
  WITNESS,
  DERIVED;

  /** Whether the prover commits to tensors of this kind. */
  public boolean committed() {
    return this == MODEL || this == INPUT || this == OUTPUT || this == WITNESS;
  }

  /** Whether the circuit itself holds the values of tensors of this kind. */
  public boolean constant() {
    return this == CONST || this == IOTA;
  }

  /** Whether the verifier knows the values of tensors of this kind. */
  public boolean publicSource() {
    return constant() || this == PUBLIC;
  }
}
