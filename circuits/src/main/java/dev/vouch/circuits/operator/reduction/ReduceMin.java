package dev.vouch.circuits.operator.reduction;

/** ReduceMin: the least value. */
final class ReduceMin extends ReducedExtremum {
  @Override
  public String type() {
    return "ReduceMin";
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = Double.POSITIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      result = Math.min(result, values[i]);
    }
    return result;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = Long.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      result = Math.min(result, values[i]);
    }
    return result;
  }

  @Override
  int sign() {
    return -1;
  }
}
