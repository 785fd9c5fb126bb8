package dev.vouch.circuits.primitive;

import org.jspecify.annotations.Nullable;

/** How far each integer of a run can be from what it stands for, tensor by tensor. */
public interface Errors {
  /** Of a rounding to the nearest integer at most, in the integer's own steps. */
  double ROUNDING = 0.5;

  /**
   * Rows that are shares of a whole, as those of a softmax: what their cells stand for sums to it
   * exactly, so that the sum of a row's errors shows in the run.
   *
   * @param length cells of a row, which are neighbours
   * @param whole in the tensor's steps
   */
  record Shares(int length, double whole) {}

  /** What a rounding to the nearest integer counts. */
  double ofRounding();

  /**
   * Whether the errors of a sum's terms count as independent: together the root of their squares,
   * instead of their sum.
   */
  boolean independent();

  /** The integers of a program tensor in the run, row-major; not to be written to. */
  long[] valuesOf(int tensor);

  /** Bounds for the cells of a program tensor, row-major, each in the tensor's own steps. */
  double[] of(int tensor);

  /** What is known of a program tensor's rows; null: nothing. */
  @Nullable Shares sharesOf(int tensor);

  /** How far the coefficients of a contraction are from what they stand for, relatively. */
  double ofCoefficients(int output);

  /** How far the bounds of a clamp are from what they stand for, in its own steps. */
  double ofBounds(int output);

  /**
   * What a jump counts where a step lies within an operand's error, so that the result may lie on
   * either side of it: its height, or 0 if all such decisions are taken to be right.
   */
  double ofStep(double jump);
}
