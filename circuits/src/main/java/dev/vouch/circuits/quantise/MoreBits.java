package dev.vouch.circuits.quantise;

import java.util.Map;

/**
 * Bits that values have beyond those of activations, because readers such as logarithms and
 * quotients need their small cells as exactly as their large ones, since what is much larger
 * cancels in a sum, or since their errors add up from step to step.
 *
 * @param bits by value name; values that are missing have none
 * @param weights those of the weights of a sum, by the sum's name; at least those of the sum
 */
public record MoreBits(Map<String, Integer> bits, Map<String, Integer> weights) {
  /** So many of an operand of a product, so that squares, and sums of some, stay below 2^62. */
  public static final int MOST_OF_FACTORS = 12;

  /** So many of an input. */
  private static final int MOST_OF_INPUTS = 24;

  /** For no value. */
  public static final MoreBits NONE = new MoreBits(Map.of(), Map.of());

  public MoreBits {
    bits = Map.copyOf(bits);
    weights = Map.copyOf(weights);
  }

  /** Of a value. */
  public int of(String value) {
    return bits.getOrDefault(value, 0);
  }

  /** Of the weights of a sum. */
  public int ofWeights(String sum) {
    return Math.min(Math.max(of(sum), weights.getOrDefault(sum, 0)), MOST_OF_FACTORS);
  }

  /** Of an input of the network. */
  public int ofInput(String input) {
    return Math.min(of(input), MOST_OF_INPUTS);
  }
}
