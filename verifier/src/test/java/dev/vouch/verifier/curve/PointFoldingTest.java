package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointFoldingTest {
  /** Each sum for itself. */
  private static List<Point> expected(PointVector points, FieldVector scalars) {
    int folded = points.length() / scalars.length();
    List<Point> sums = new ArrayList<>();
    for (int i = 0; i < folded; i++) {
      Point sum = Point.INFINITY;
      for (int b = 0; b < scalars.length(); b++) {
        sum = sum.plus(points.get(b * folded + i).times(scalars.get(b)));
      }
      sums.add(sum);
    }
    return sums;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 5", "2, 3", "8, 16", "8, 17", "4, 40", "16, 2"})
  void everySumIsThatOfItsPoints(int blocks, int folded) {
    PointVector points = Generators.first(blocks * folded);
    FieldVector scalars = Samples.vector(new Random(blocks), blocks);
    PointVector expected = PointVector.of(expected(points, scalars));
    assertThat(PointFolding.fold(points, scalars, Workers.CALLER)).contains(expected);
    ForkJoinPool pool = new ForkJoinPool(2);
    try {
      assertThat(PointFolding.fold(points, scalars, Workers.of(pool))).contains(expected);
    } finally {
      pool.shutdown();
    }
  }

  /** All digits, carries from one to the next, halves that are negative, and zero. */
  @Test
  void scalarsAtTheEdges() {
    List<Scalar> edges = new ArrayList<>();
    for (int i = -9; i < 9; i++) {
      edges.add(Scalar.of(i));
    }
    for (int bits : new int[] {63, 64, 126, 127, 128, 254}) {
      edges.add(Scalar.powerOfTwo(bits));
      edges.add(Scalar.powerOfTwo(bits).minus(Scalar.ONE));
    }
    FieldVector scalars = FieldVector.of(edges);
    PointVector points = Generators.first(3 * edges.size());
    assertThat(PointFolding.fold(points, scalars, Workers.CALLER))
        .contains(PointVector.of(expected(points, scalars)));
  }

  @Test
  void pointsThatAreEqualOrOppositeGiveTheRightSum() {
    Point g = Generators.first(1).get(0);
    FieldVector scalars = Samples.vector(new Random(7), 4);
    PointVector same = PointVector.of(Collections.nCopies(8, g));
    assertThat(PointFolding.fold(same, scalars, Workers.CALLER))
        .contains(PointVector.of(Collections.nCopies(2, g.times(scalars.sum()))));
    PointVector opposite = PointVector.of(g, g, g.negate(), g);
    FieldVector three = FieldVector.of(5, 2);
    assertThat(PointFolding.fold(opposite, three, Workers.CALLER))
        .contains(PointVector.of(g.times(Scalar.of(3)), g.times(Scalar.of(7))));
  }

  @Test
  void aSumThatIsInfinityIsSaid() {
    Point g = Generators.first(1).get(0);
    PointVector opposite = PointVector.of(g, g, g, g.negate());
    assertThat(PointFolding.fold(opposite, FieldVector.of(5, 5), Workers.CALLER)).isEmpty();
    assertThat(PointFolding.fold(opposite, FieldVector.of(0, 0), Workers.CALLER)).isEmpty();
  }

  @Test
  void blocksAreOfOneLength() {
    assertThatThrownBy(
            () -> PointFolding.fold(Generators.first(7), FieldVector.of(1, 2), Workers.CALLER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 points in 2 blocks");
  }
}
