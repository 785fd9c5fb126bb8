package dev.vouch.circuits.operator.reduction;

/** ReduceLogSumExp: max + ln Σ exp(x − max). */
final class ReduceLogSumExp extends ComposedReduction {
  @Override
  public String type() {
    return "ReduceLogSumExp";
  }

  @Override
  String compose(Parts parts, String x) {
    String most = parts.reduce("max", "ReduceMax", x, 1);
    String distance = parts.binary("distance", "Sub", x, most);
    String exponential = parts.unary("exponential", "Exp", distance);
    String sum = parts.reduce("sum", "ReduceSum", exponential);
    String logarithm = parts.unary("logarithm", "Log", sum);
    return parts.binary("result", "Add", logarithm, parts.reduce("shaped", "ReduceMax", x));
  }
}
