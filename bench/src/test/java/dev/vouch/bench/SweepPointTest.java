package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SweepPointTest {
  @Test
  void aNetworkOfOneLayerHasItsWeightsAndBias() throws Exception {
    try (Scratch scratch = new Scratch()) {
      SweepPoint point = SweepPoint.measure(Sweep.Axis.WEIGHTS, 1, 16, 1, 2, scratch);
      assertThat(point.size()).isEqualTo(16 * 16 + 16);
      assertThat(point.prove().count()).isGreaterThanOrEqualTo(3);
      assertThat(point.csv()).startsWith("weights,1,16,1,272,");
      assertThat(point.csv().split(",", -1)).hasSameSizeAs(SweepPoint.HEADER.split(",", -1));
    }
  }
}
