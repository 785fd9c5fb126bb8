package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.CutEnds;
import java.util.Map;

/**
 * Which integers of a program stand for which values of the graph it was lowered from. Immutable.
 *
 * @param bound each value as its node computes it, often a wide sum; values that were fused away
 *     are missing
 * @param narrowed those that readers take in a requantised form, in that form
 * @param cuts tensors of the program that may saturate
 * @param errors what is known of the errors of the program's integers
 */
public record LoweredValues(
    Map<String, Wire> bound,
    Map<String, Wire> narrowed,
    Map<Integer, CutEnds> cuts,
    ErrorRules errors) {
  public LoweredValues {
    bound = Map.copyOf(bound);
    narrowed = Map.copyOf(narrowed);
    cuts = Map.copyOf(cuts);
  }
}
