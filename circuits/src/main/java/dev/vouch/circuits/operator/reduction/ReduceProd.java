package dev.vouch.circuits.operator.reduction;

/** ReduceProd: the product. */
final class ReduceProd extends Reduction {
  @Override
  public String type() {
    return "ReduceProd";
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = 1;
    for (int i = from; i < from + count; i++) {
      result *= values[i];
    }
    return result;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = 1;
    for (int i = from; i < from + count; i++) {
      result *= values[i];
    }
    return result;
  }
}
