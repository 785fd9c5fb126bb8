package dev.vouch.circuits.operator.elementwise;

import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.SliceFactors;
import dev.vouch.circuits.operator.SliceFactors.Axis;

/** Factors on slices of operands that broadcast against each other. */
final class ElementwiseFactors {
  private ElementwiseFactors() {}

  /** All operands are scaled as the result is: summands, or what the greatest is taken of. */
  static void ofSum(ValueInfo result, Inference inputs, SliceFactors factors) {
    for (int i = 0; i < inputs.count(); i++) {
      if (inputs.constant(i) == null) {
        factors.cellByCell(i, inputs.input(i), result);
      } else {
        factors.scaledWithResult(i, result);
      }
    }
  }

  /**
   * A product with a constant, or a quotient by one: the constant takes in what operand and result
   * differ in. The factors of two computed operands multiply the result.
   *
   * @param constant number of that operand
   * @param sign 1 for a product, −1 for a quotient
   */
  static void ofProduct(
      int constant, int sign, ValueInfo result, Inference inputs, SliceFactors factors) {
    ValueInfo other = inputs.input(1 - constant);
    if (inputs.constant(1 - constant) != null) {
      return;
    }
    if (inputs.constant(constant) == null) {
      factors.multiplies(1 - constant, 1);
      factors.multiplies(constant, sign);
      return;
    }
    for (int axis = 0; axis < result.rank(); axis++) {
      int fromEnd = result.rank() - 1 - axis;
      int from = axis - (result.rank() - other.rank());
      if (from >= 0 && other.shape()[from] == result.shape()[axis]) {
        factors.constant(constant, fromEnd, Axis.ofResult(0, axis), sign);
        factors.constant(constant, fromEnd, Axis.ofOperand(1 - constant, from), -sign);
      }
    }
  }

  /** A product or quotient of real numbers scales cells if one operand is constant. */
  static Linearity ofConstantProduct(ValueInfo result, Inference inputs) {
    boolean constant = inputs.constant(0) != null || inputs.constant(1) != null;
    return constant && result.type().isFloating() ? Linearity.CELLWISE : Linearity.NONE;
  }
}
