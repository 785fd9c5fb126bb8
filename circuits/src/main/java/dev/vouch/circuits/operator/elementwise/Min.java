package dev.vouch.circuits.operator.elementwise;

/** Min: the least of all operands, cell by cell. */
final class Min extends ElementwiseExtremum {
  Min() {
    super(-1);
  }

  @Override
  public String type() {
    return "Min";
  }
}
