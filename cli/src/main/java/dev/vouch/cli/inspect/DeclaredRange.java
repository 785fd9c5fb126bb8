package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.circuit.Tensor;
import java.util.Locale;
import java.util.Optional;

/**
 * What a circuit declares of a tensor's integers.
 *
 * @param lo least integer
 * @param hi greatest integer
 * @param scaleExponent value = integer · 2^-scaleExponent
 */
record DeclaredRange(long lo, long hi, int scaleExponent) {
  /** Of inputs, outputs and weights; other tensors have no scale of their own. */
  static Optional<DeclaredRange> of(Tensor tensor) {
    if (tensor instanceof Tensor.Public shown) {
      return Optional.of(new DeclaredRange(shown.lo(), shown.hi(), shown.scaleExponent()));
    }
    if (tensor instanceof Tensor.Committed hidden) {
      return Optional.of(new DeclaredRange(hidden.lo(), hidden.hi(), hidden.scaleExponent()));
    }
    return Optional.empty();
  }

  void put(ObjectNode node) {
    node.put("scaleExponent", scaleExponent).put("lo", lo).put("hi", hi);
  }

  /** The range in integers and in values. */
  String text() {
    return String.format(
        Locale.ROOT,
        "integers %d to %d, scale 2^%d: %.6g to %.6g",
        lo,
        hi,
        -(long) scaleExponent,
        Math.scalb((double) lo, -scaleExponent),
        Math.scalb((double) hi, -scaleExponent));
  }
}
