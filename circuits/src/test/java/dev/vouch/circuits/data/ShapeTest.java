package dev.vouch.circuits.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void sizesOfScalarsEmptyAndHugeShapes() {
    assertThat(Shape.size()).isEqualTo(1);
    assertThat(Shape.size(2, 3, 4)).isEqualTo(24);
    assertThat(Shape.size(1 << 30, 1 << 30, 0)).isZero();
    assertThatThrownBy(() -> Shape.size(1 << 16, 1 << 15))
        .isInstanceOf(InvalidShapeException.class);
    assertThatThrownBy(() -> Shape.size(1 << 30, 1 << 30, 1 << 30, 1 << 30))
        .isInstanceOf(InvalidShapeException.class);
    assertThatThrownBy(() -> Shape.size(0, -1)).hasMessageContaining("negative");
  }

  @Test
  void broadcastFollowsNumpy() {
    assertThat(Shape.broadcast(new int[] {3, 1}, new int[] {2, 1, 4})).containsExactly(2, 3, 4);
    assertThat(Shape.broadcast(new int[] {}, new int[] {5})).containsExactly(5);
    assertThat(Shape.broadcast(new int[] {1}, new int[] {0})).containsExactly(0);
    assertThatThrownBy(() -> Shape.broadcast(new int[] {2}, new int[] {3}))
        .isInstanceOf(InvalidShapeException.class);
  }

  @Test
  void axesCountFromBothEnds() {
    assertThat(Shape.axis(-1, 3)).isEqualTo(2);
    assertThat(Shape.axis(0, 3)).isZero();
    assertThatThrownBy(() -> Shape.axis(3, 3)).isInstanceOf(InvalidShapeException.class);
    assertThatThrownBy(() -> Shape.axis(Long.MIN_VALUE, 3))
        .isInstanceOf(InvalidShapeException.class);
  }

  @Test
  void stridedViewsTransposeBroadcastAndReverse() {
    assertThat(StridedView.cells(new int[] {3, 2}, new int[] {1, 3}, 0))
        .containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(StridedView.broadcast(new int[] {2, 1}, new int[] {2, 2, 3}))
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    assertThat(StridedView.cells(new int[] {4}, new int[] {-1}, 3)).containsExactly(3, 2, 1, 0);
    assertThat(StridedView.cells(new int[] {}, new int[] {}, 7)).containsExactly(7);
    assertThat(StridedView.cells(new int[] {0, 5}, new int[] {5, 1}, 0)).isEmpty();
  }
}
