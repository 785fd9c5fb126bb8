package dev.vouch.circuits.operator;

/** ReduceMean: the arithmetic mean. */
final class ReduceMean extends Reduction {
  @Override
  public String type() {
    return "ReduceMean";
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result / count;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return IntegerDivision.quotient(result, count);
  }
}
