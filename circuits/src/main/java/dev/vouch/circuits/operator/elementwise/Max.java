package dev.vouch.circuits.operator.elementwise;

/** Max: the greatest of all operands, cell by cell. */
final class Max extends ElementwiseExtremum {
  Max() {
    super(1);
  }

  @Override
  public String type() {
    return "Max";
  }
}
