package dev.vouch.circuits.operator.reduction;

/** ReduceL1: Σ |x|. */
final class ReduceL1 extends ComposedReduction {
  @Override
  public String type() {
    return "ReduceL1";
  }

  @Override
  boolean ofIntegers() {
    return true;
  }

  @Override
  String compose(Parts parts, String x) {
    return parts.reduce("sum", "ReduceSum", parts.unary("magnitude", "Abs", x));
  }
}
