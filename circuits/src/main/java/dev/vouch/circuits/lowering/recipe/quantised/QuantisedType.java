package dev.vouch.circuits.lowering.recipe.quantised;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.IntegerRanges;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.UnsupportedNodeException;

/**
 * What integers a framework quantises real numbers to. All arithmetic is float32's, step by step as
 * onnxruntime's kernels for CPUs do it (mlas: quantize.cpp, qlmul.cpp), so that integers are equal.
 * Thread-safe.
 *
 * @param type of at most 16 bits
 * @param zero the integer that stands for 0
 */
public record QuantisedType(DataType type, long zero) {
  private static final int MOST_BITS = 16;

  /**
   * Checks both.
   *
   * @throws UnsupportedNodeException for integers of more bits
   * @throws InvalidNodeException if the zero point is none of the type's integers
   */
  public QuantisedType {
    if (!type.isInteger() || type.bits() > MOST_BITS) {
      throw new UnsupportedNodeException(
          "real numbers quantised to " + type.displayName() + " are not supported");
    }
    if (!IntegerRanges.of(type).contains(zero)) {
      throw new InvalidNodeException("zero point " + zero + " of " + type.displayName());
    }
  }

  /** All integers of the type. */
  Interval range() {
    return IntegerRanges.of(type);
  }

  /** The least integer of the type. */
  public long least() {
    return range().lo();
  }

  /** The greatest integer of the type. */
  public long most() {
    return range().hi();
  }

  /** saturate(round(x / scale) + zero), halves to even ones: QuantizeLinear. */
  public long quantised(float x, float scale) {
    return rounded(x / scale);
  }

  /** saturate(round(sum · scale) + zero) of an integer sum of products. */
  public long requantised(long sum, float scale) {
    return rounded((float) sum * scale);
  }

  /** saturate(round(x) + zero), halves to even ones; x is finite or infinite. */
  private long rounded(float x) {
    float least = (float) (range().lo() - zero);
    float most = (float) (range().hi() - zero);
    return (long) Math.rint(Math.max(least, Math.min(most, x))) + zero;
  }

  /** saturate(round(x)), the zero point counted in x already. */
  public long saturated(float x) {
    return range().clamp((long) Math.rint(x));
  }

  /** (q − zero) · scale: DequantizeLinear. */
  public float real(long q, float scale) {
    return (float) (q - zero) * scale;
  }
}
