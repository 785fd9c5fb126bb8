package dev.vouch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  private static TensorData row(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values);
  }

  @Test
  void measuresOverAllValues() {
    Accuracy accuracy = new Accuracy();
    accuracy.add(row(3, 0), new double[] {3, 1});
    accuracy.add(row(0, 4), new double[] {-2, 4});
    assertThat(accuracy.relRms().orElseThrow()).isCloseTo(Math.sqrt(5 / 25.0), within(1e-15));
    assertThat(accuracy.maxAbs().orElseThrow()).isEqualTo(2);
    assertThat(accuracy.meanAbs().orElseThrow()).isEqualTo(0.75);
  }

  @Test
  void decisionsCountTheFirstOfEquals() {
    Accuracy accuracy = new Accuracy();
    accuracy.addDecisions(row(1, 1), new double[] {2, 1});
    accuracy.addDecisions(row(1, 1), new double[] {1, 2});
    assertThat(accuracy.top1().orElseThrow()).isEqualTo(0.5);
  }

  @Test
  void nothingMeasuredIsNoAccuracy() {
    Accuracy accuracy = new Accuracy();
    assertThat(accuracy.top1()).isEmpty();
    assertThat(accuracy.relRms()).isEmpty();
    assertThat(accuracy.maxAbs()).isEmpty();
    assertThat(accuracy.meanAbs()).isEmpty();
  }

  @Test
  void allZeroOutputsAreExactOrHaveNoRelativeError() {
    Accuracy exact = new Accuracy();
    exact.add(row(0, 0), new double[] {0, 0});
    assertThat(exact.relRms().orElseThrow()).isZero();
    Accuracy off = new Accuracy();
    off.add(row(0, 0), new double[] {0, 1});
    assertThat(off.relRms()).isEmpty();
  }
}
