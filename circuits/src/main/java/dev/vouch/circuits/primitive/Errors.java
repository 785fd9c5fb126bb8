package dev.vouch.circuits.primitive;

/** How far each integer of a run can be from what it stands for, tensor by tensor. */
@FunctionalInterface
public interface Errors {
  /** Of a rounding to the nearest integer, in the integer's own steps. */
  double ROUNDING = 0.5;

  /** Bounds for the cells of a program tensor, row-major, each in the tensor's own steps. */
  double[] of(int tensor);
}
