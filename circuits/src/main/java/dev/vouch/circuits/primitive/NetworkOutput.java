package dev.vouch.circuits.primitive;

/** Whether what a {@link Primitive} computes can be a network output as it is. */
public enum NetworkOutput {
  /** Never: the result is a derived tensor, neither committed nor public. */
  IMPOSSIBLE,
  /** The result is, or can be, a committed or public tensor. */
  POSSIBLE,
  /** Always: the primitive is there to show a tensor. */
  REQUIRED
}
