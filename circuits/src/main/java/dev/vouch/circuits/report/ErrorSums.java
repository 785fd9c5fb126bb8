package dev.vouch.circuits.report;

/** Gathers how far integer results ŷ are from expected values y. Not thread-safe. */
final class ErrorSums {
  private long cells;
  private double largest;
  private double absolute;
  private double squaredErrors;
  private double expectedSquares;
  private double actualSquares;
  private double products;

  /** Adds one value; NaN on either side makes every measure NaN. */
  void add(double expected, double actual) {
    double error = Math.abs(expected - actual);
    cells++;
    largest = Math.max(largest, error);
    absolute += error;
    squaredErrors += error * error;
    expectedSquares += expected * expected;
    actualSquares += actual * actual;
    products += expected * actual;
  }

  /** Adds values cell by cell. */
  void add(double[] expected, double[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(
          expected.length + " values expected, got " + actual.length);
    }
    for (int i = 0; i < expected.length; i++) {
      add(expected[i], actual[i]);
    }
  }

  ErrorMetrics metrics() {
    return new ErrorMetrics(
        cells, largest, absolute, squaredErrors, expectedSquares, actualSquares, products);
  }
}
