package dev.vouch.circuits.primitive;

import dev.vouch.circuits.emit.Values;

/**
 * How far the integers of a tensor can be from what they stand for, by what a recipe knows of the
 * primitives it consists of together: each for itself has to allow for the worst of the others.
 */
@FunctionalInterface
public interface ErrorRule {
  /**
   * Bounds for the cells of the tensor, row-major, in its own steps.
   *
   * @param values of the run
   * @param errors bounds of all tensors before
   */
  double[] carried(Values values, Errors errors);
}
