package dev.vouch.circuits.operator;

/**
 * How the results of a node depend on its computed operands, all of them taken together; integer
 * operands count as constant.
 */
public enum Linearity {
  /** In some other way, or it is not known how. */
  NONE,

  /** f(x + c) = f(x) + (f(c) − f(0)). */
  AFFINE,

  /** Each cell of a result is a fixed multiple, perhaps 0, of one cell of an operand. */
  CELLWISE
}
