package dev.vouch.circuits.operator.reduction;

/** ReduceSumSquare: Σ x². */
final class ReduceSumSquare extends ComposedReduction {
  @Override
  public String type() {
    return "ReduceSumSquare";
  }

  @Override
  boolean ofIntegers() {
    return true;
  }

  @Override
  String compose(Parts parts, String x) {
    return parts.reduce("sum", "ReduceSum", parts.binary("square", "Mul", x, x));
  }
}
