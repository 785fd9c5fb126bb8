package dev.vouch.circuits.primitive;

/**
 * How far the integers of a tensor can be from what they stand for, by what a recipe knows of the
 * primitives it consists of together: each for itself has to allow for the worst of the others.
 */
@FunctionalInterface
public interface ErrorRule {
  /**
   * Bounds for the cells of the tensor, row-major, in its own steps.
   *
   * @param errors bounds of all tensors before, and their values
   */
  double[] carried(Errors errors);
}
