package dev.vouch.verifier;

import dev.vouch.verifier.circuit.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named input or output of a verified inference: its integers, or the commitment to them if it is
 * hidden. Immutable.
 */
public final class VerifiedTensor {
  private final String name;
  private final ValueType type;
  private final List<Integer> shape;
  private final int scaleExponent;
  private final long @Nullable [] integers;
  private final byte @Nullable [] commitment;

  VerifiedTensor(
      String name,
      ValueType type,
      List<Integer> shape,
      int scaleExponent,
      long @Nullable [] integers,
      byte @Nullable [] commitment) {
    this.name = name;
    this.type = type;
    this.shape = List.copyOf(shape);
    this.scaleExponent = scaleExponent;
    this.integers = integers;
    this.commitment = commitment;
  }

  /** The ONNX name. */
  public String name() {
    return name;
  }

  /** How the integers are read. */
  public ValueType type() {
    return type;
  }

  /** The ONNX shape. */
  public List<Integer> shape() {
    return shape;
  }

  /** e: a real value is integer · 2^-e. */
  public int scaleExponent() {
    return scaleExponent;
  }

  /** Whether only a commitment is known. */
  public boolean isHidden() {
    return integers == null;
  }

  /**
   * The integers, row-major, a fresh array.
   *
   * @throws IllegalStateException if the tensor is hidden
   */
  public long[] integers() {
    if (integers == null) {
      throw new IllegalStateException(name + " is hidden; only its commitment is known");
    }
    return integers.clone();
  }

  /**
   * The tensor id, 32 bytes, a fresh array: equal ids mean equal integers, so that the output of
   * one proof can be the input of another (protocol.md §2.2).
   *
   * @throws IllegalStateException if the tensor is public
   */
  public byte[] commitment() {
    if (commitment == null) {
      throw new IllegalStateException(name + " is public; it has integers and no commitment");
    }
    return commitment.clone();
  }

  @Override
  public String toString() {
    return name + shape + (integers == null ? " (hidden)" : "");
  }
}
