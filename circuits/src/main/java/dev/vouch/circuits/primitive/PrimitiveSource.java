package dev.vouch.circuits.primitive;

import dev.vouch.circuits.integer.Interval;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.MalformedFormatException;

/**
 * What a {@link Primitive} may ask while it is read from bytes that may come from anyone
 * (docs/spec/program.md): the bytes, the tensors, and what bounds the work of an execution.
 */
public interface PrimitiveSource extends Tensors {
  /** The bytes, at the next field of the primitive. */
  FormatReader bytes();

  /** Reads the number of a tensor that is defined before {@code output}. */
  int operand(int output) throws MalformedFormatException;

  /** Reads the length of an axis, at least 1. */
  int length() throws MalformedFormatException;

  /** Reads a least and a greatest value. */
  Interval interval() throws MalformedFormatException;

  /**
   * Counts steps of the execution.
   *
   * @return positions · length
   * @throws MalformedFormatException if the whole program takes too many
   */
  long work(long positions, int length) throws MalformedFormatException;

  /** Requires that two tensors have one shape. */
  void requireSameShape(int left, int right) throws MalformedFormatException;
}
