package dev.vouch.circuits.quantise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What slices tell of their least cells. */
class SliceExtentsTest {
  private static SliceExtents of(double... cells) {
    SliceExtents extents = SliceExtents.none(1);
    for (double cell : cells) {
      extents.add(0, cell);
    }
    return extents;
  }

  @Test
  void theLeastMagnitudeIsKnownWithinAFactorOfTwo() {
    assertThat(of(3, 100, 7).leastMagnitude(0)).isEqualTo(3);
    assertThat(of(100, 0, -3).leastMagnitude(0)).isEqualTo(2);
    assertThat(of(-0.3, 0.9).leastMagnitude(0)).isEqualTo(0.25);
  }

  @Test
  void aSingleSmallCellMakesNoMixture() {
    assertThat(of(1, -0.7, 0x1p-9).mixed()).isFalse();
    assertThat(of(1, -0.7, 0x1p-9, 0x1p-10).mixed()).isTrue();
  }

  @Test
  void ofCellsTooFarBelowTheLargestItIsNot() {
    assertThat(of(-1, 0x1p-30).leastMagnitude(0)).isZero();
    assertThat(of(0, 0).leastMagnitude(0)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
