package dev.vouch.verifier.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which scale a cell has, by its place along an axis (formats.md §1). */
class CellScalesTest {
  @Test
  void slicesFollowTheAxis() {
    SliceScales slices = new SliceScales(1, List.of(4, -2));
    CellScales scales = CellScales.of(4, List.of(2, 2, 3), slices);
    assertThat(scales.slices()).isEqualTo(2);
    assertThat(scales.stride()).isEqualTo(3);
    assertThat(scales.sliceExponent(0)).isEqualTo(4);
    assertThat(scales.sliceExponent(1)).isEqualTo(-2);
    assertThat(IntStream.range(0, 12).map(scales::slice))
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    assertThat(IntStream.range(0, 12).map(scales::exponent))
        .containsExactly(4, 4, 4, -2, -2, -2, 4, 4, 4, -2, -2, -2);
  }

  @Test
  void oneScaleHoldsEverywhere() {
    CellScales scales = CellScales.of(5, List.of(2, 2), null);
    assertThat(scales.slices()).isEqualTo(1);
    assertThat(scales.slice(3)).isZero();
    assertThat(scales.sliceExponent(0)).isEqualTo(5);
    assertThat(scales.exponent(3)).isEqualTo(5);
  }
}
