package dev.vouch.circuits.operator;

/** ReduceSum: the sum. Its axes are an input since opset 13. */
final class ReduceSum extends Reduction {
  private static final int FIRST_WITH_AXES_INPUT = 13;

  @Override
  public String type() {
    return "ReduceSum";
  }

  @Override
  int firstOpsetWithAxesInput() {
    return FIRST_WITH_AXES_INPUT;
  }

  @Override
  double reduce(double[] values, int from, int count) {
    double result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result;
  }

  @Override
  long reduce(long[] values, int from, int count) {
    long result = 0;
    for (int i = from; i < from + count; i++) {
      result += values[i];
    }
    return result;
  }
}
