package dev.vouch.circuits.operator.reduction;

/** ReduceL2: √Σ x². */
final class ReduceL2 extends ComposedReduction {
  @Override
  public String type() {
    return "ReduceL2";
  }

  @Override
  String compose(Parts parts, String x) {
    String square = parts.binary("square", "Mul", x, x);
    return parts.unary("root", "Sqrt", parts.reduce("sum", "ReduceSum", square));
  }
}
