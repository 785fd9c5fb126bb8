package dev.vouch.circuits.operator.reduction;

/** ReduceMax: the greatest value. */
final class ReduceMax extends ReducedExtremum {
  @Override
  public String type() {
    return "ReduceMax";
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      result = Math.max(result, values[i]);
    }
    return result;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = Long.MIN_VALUE;
    for (int i = from; i < from + count; i++) {
      result = Math.max(result, values[i]);
    }
    return result;
  }

  @Override
  int sign() {
    return 1;
  }
}
