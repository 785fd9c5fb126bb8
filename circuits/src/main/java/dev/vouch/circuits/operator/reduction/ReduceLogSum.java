package dev.vouch.circuits.operator.reduction;

/** ReduceLogSum: ln Σ x. */
final class ReduceLogSum extends ComposedReduction {
  @Override
  public String type() {
    return "ReduceLogSum";
  }

  @Override
  String compose(Parts parts, String x) {
    return parts.unary("logarithm", "Log", parts.reduce("sum", "ReduceSum", x));
  }
}
