package dev.vouch.circuits.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.data.TensorData;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DecisionMeterTest {
  @Test
  void aFlipHasTheGapOfTheExpectedValues() {
    DecisionMeter meter = new DecisionMeter(3);
    meter.add(0, new double[] {1, 2, 3}, new double[] {1, 2, 3}, null);
    meter.add(1, new double[] {5, 4.75, 0, 9, 1, 1}, new double[] {4.8, 4.9, 0, 9, 1, 1}, null);
    DecisionMetrics metrics = meter.metrics();
    assertThat(metrics.count()).isEqualTo(3);
    assertThat(metrics.top1().orElseThrow()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(metrics.flips()).containsExactly(new Flip(1, 0, 0, 1, 0.25));
    assertThat(metrics.largestGap()).isEqualTo(0.25);
    assertThat(metrics.top5()).isEmpty();
    assertThat(metrics.labels().actualAccuracy()).isEmpty();
  }

  @Test
  void ofEqualValuesTheFirstDecides() {
    DecisionMeter meter = new DecisionMeter(2);
    meter.add(0, new double[] {1, 1}, new double[] {2, 1}, null);
    meter.add(1, new double[] {1, 1}, new double[] {1, 2}, null);
    assertThat(meter.metrics().top1().orElseThrow()).isEqualTo(0.5);
    assertThat(meter.metrics().flips()).containsExactly(new Flip(1, 0, 0, 1, 0));
  }

  @Test
  void top5LooksForTheExpectedClassAmongTheFiveGreatest() {
    double[] rising = DoubleStream.iterate(0, x -> x + 1).limit(10).toArray();
    double[] fifth = rising.clone();
    fifth[9] = 5.5; // behind 6, 7, 8 and before 5: the fourth
    double[] sixth = rising.clone();
    sixth[9] = 3.5;
    DecisionMeter meter = new DecisionMeter(10);
    meter.add(0, rising, rising, null);
    meter.add(1, rising, fifth, null);
    meter.add(2, rising, sixth, null);
    meter.add(3, new double[10], new double[10], null);
    assertThat(meter.metrics().top1().orElseThrow()).isEqualTo(0.5);
    assertThat(meter.metrics().top5().orElseThrow()).isEqualTo(0.75);
  }

  @Test
  void labelsJudgeBothSides() {
    DecisionMeter meter = new DecisionMeter(2);
    meter.add(0, new double[] {1, 0}, new double[] {1, 0}, TensorData.ofVector(0));
    meter.add(1, new double[] {1, 0}, new double[] {0, 1}, TensorData.ofVector(1));
    meter.add(2, new double[] {1, 0}, new double[] {1, 0}, TensorData.ofVector(1));
    DecisionMetrics.LabelMetrics labels = meter.metrics().labels();
    assertThat(labels.count()).isEqualTo(3);
    assertThat(labels.expectedAccuracy().orElseThrow()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(labels.actualAccuracy().orElseThrow()).isCloseTo(2 / 3.0, within(1e-15));
  }

  @Test
  void keepsABoundedNumberOfFlips() {
    DecisionMeter meter = new DecisionMeter(2);
    for (int i = 0; i < 100; i++) {
      meter.add(i, new double[] {i, 0}, new double[] {0, i + 1}, null);
    }
    assertThat(meter.metrics().flips()).hasSize(DecisionMetrics.MOST_FLIPS);
    assertThat(meter.metrics().agreeing()).isZero();
    assertThat(meter.metrics().largestGap()).isEqualTo(99);
  }
}
