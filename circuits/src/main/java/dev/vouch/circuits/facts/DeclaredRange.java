package dev.vouch.circuits.facts;

import dev.vouch.verifier.circuit.Tensor;
import java.util.Optional;

/**
 * What a circuit declares of a tensor's integers.
 *
 * @param lo least integer
 * @param hi greatest integer
 * @param scaleExponent value = integer · 2^-scaleExponent, unless its port has scales per slice
 */
public record DeclaredRange(long lo, long hi, int scaleExponent) {
  /** Of inputs, outputs and weights; other tensors have no scale of their own. */
  public static Optional<DeclaredRange> of(Tensor tensor) {
    if (tensor instanceof Tensor.Public shown) {
      return Optional.of(new DeclaredRange(shown.lo(), shown.hi(), shown.scaleExponent()));
    }
    if (tensor instanceof Tensor.Committed hidden) {
      return Optional.of(new DeclaredRange(hidden.lo(), hidden.hi(), hidden.scaleExponent()));
    }
    return Optional.empty();
  }
}
