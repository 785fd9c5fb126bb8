package dev.vouch.circuits.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorMetricsTest {
  private static ErrorMetrics of(double[] expected, double... actual) {
    ErrorSums sums = new ErrorSums();
    sums.add(expected, actual);
    return sums.metrics();
  }

  private static double[] values(double... values) {
    return values;
  }

  @Test
  void measuresOverAllValues() {
    ErrorMetrics metrics = of(values(3, 0, 0, 4), 3, 1, -2, 4);
    assertThat(metrics.cells()).isEqualTo(4);
    assertThat(metrics.maxAbs().orElseThrow()).isEqualTo(2);
    assertThat(metrics.meanAbs().orElseThrow()).isEqualTo(0.75);
    assertThat(metrics.relRms().orElseThrow()).isCloseTo(Math.sqrt(5 / 25.0), within(1e-15));
    assertThat(metrics.snrDecibel().orElseThrow()).isCloseTo(10 * Math.log10(5), within(1e-12));
    assertThat(metrics.cosine().orElseThrow()).isCloseTo(25 / Math.sqrt(25 * 30), within(1e-15));
  }

  @Test
  void nothingMeasuredIsNoMeasure() {
    ErrorMetrics metrics = of(values());
    assertThat(metrics.maxAbs()).isEmpty();
    assertThat(metrics.meanAbs()).isEmpty();
    assertThat(metrics.relRms()).isEmpty();
    assertThat(metrics.snrDecibel()).isEmpty();
    assertThat(metrics.cosine()).isEmpty();
  }

  @Test
  void allZeroIsExactOrHasNoRelativeError() {
    assertThat(of(values(0, 0), 0, 0).relRms().orElseThrow()).isZero();
    assertThat(of(values(0, 0), 0, 1).relRms()).isEmpty();
    assertThat(of(values(1, 2), 1, 2).snrDecibel()).isEmpty();
  }

  @Test
  void nanIsNeverHidden() {
    ErrorMetrics metrics = of(values(Double.NaN, 1), 0, 1);
    assertThat(metrics.maxAbs().orElseThrow()).isNaN();
    assertThat(metrics.relRms().orElseThrow()).isNaN();
  }
}
