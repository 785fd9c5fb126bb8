package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.parallel.Workers;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiScalarMultiplicationTest {
  @Test
  void sumsAgreeWithTheSpecification() {
    JsonNode rows = Vectors.read("commitments.json").get("msm");
    assertThat(rows).isNotEmpty();
    for (JsonNode row : rows) {
      FieldVector scalars =
          FieldVector.of(
              Vectors.bytesOfAll(row.get("scalars")).stream().map(Scalar::fromBytes).toList());
      List<Point> points =
          Vectors.bytesOfAll(row.get("points")).stream()
              .map(bytes -> Point.decode(bytes).orElseThrow())
              .toList();
      Point sum = MultiScalarMultiplication.compute(scalars, PointVector.of(points));
      if (row.get("sum").isNull()) {
        assertThat(sum.isInfinity()).isTrue();
      } else {
        assertThat(sum.encode()).isEqualTo(Vectors.bytes(row.get("sum")));
      }
    }
  }

  @Test
  void commitmentsAgreeWithTheSpecification() {
    for (JsonNode row : Vectors.read("commitments.json").get("commitments")) {
      List<Scalar> scalars = new ArrayList<>();
      row.get("values").forEach(v -> scalars.add(integer(v)));
      int n = scalars.size();
      scalars.add(Scalar.fromBytes(Vectors.bytes(row.get("blinder"))));
      PointVector points =
          PointVector.concatenate(
              List.of(Generators.first(n), PointVector.of(Generators.blinder())));
      assertThat(MultiScalarMultiplication.compute(FieldVector.of(scalars), points).encode())
          .isEqualTo(Vectors.bytes(row.get("point")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 17, 40, 150, 700})
  void agreesWithDoubleAndAdd(int n) {
    Random random = new Random(n);
    PointVector points = Generators.first(n);
    FieldVector scalars = Samples.vector(random, n);
    if (n > 2) { // digits at the border of a window, all ones, zero
      scalars.set(0, 0);
      scalars.set(1, -1);
      scalars.set(2, Scalar.powerOfTwo(254).minus(Scalar.ONE));
    }
    Point expected = Point.INFINITY;
    for (int i = 0; i < n; i++) {
      expected =
          expected.plus(
              n > 100 ? points.get(i).times(scalars.get(i)) : naive(points.get(i), scalars.get(i)));
    }
    assertThat(MultiScalarMultiplication.compute(scalars, points)).isEqualTo(expected);
  }

  @Test
  void equalAndOppositePointsMeetInOneBucket() {
    Point g = Generators.first(1).get(0);
    for (int n : new int[] {2, 64, 300}) {
      Scalar s = Samples.scalar(new Random(n));
      List<Point> same = Collections.nCopies(n, g);
      assertThat(
              MultiScalarMultiplication.compute(FieldVector.constant(n, s), PointVector.of(same)))
          .isEqualTo(g.times(s.times(Scalar.of(n))));
      List<Point> alternating = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        alternating.add(i % 2 == 0 ? g : g.negate());
      }
      assertThat(
              MultiScalarMultiplication.compute(
                      FieldVector.constant(n, s), PointVector.of(alternating))
                  .isInfinity())
          .isTrue();
    }
  }

  /**
   * A prover chooses points and, in part, scalars: few distinct points, their opposites and their
   * images under the endomorphism, with scalars that are equal, opposite, or at the edges.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 7, 40, 300})
  void pointsThatMeetAnywhereGiveTheRightSum(int n) {
    Scalar lambda =
        Scalar.fromBytes(
            Samples.littleEndian(
                new BigInteger(
                    "6819a58283e528e511db4d81cf70f5a0fed467d47c033af2aa9d2e050aa0e4f", 16)));
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<Point> points = new ArrayList<>();
      List<Scalar> scalars = new ArrayList<>();
      Scalar sum = Scalar.ZERO; // all points are multiples of g
      for (int i = 0; i < n; i++) {
        Scalar log =
            switch (random.nextInt(4)) {
              case 0 -> Scalar.ONE;
              case 1 -> Scalar.of(random.nextInt(3) + 1);
              case 2 -> lambda;
              default -> lambda.square();
            };
        log = random.nextBoolean() ? log : log.negate();
        Scalar scalar =
            switch (random.nextInt(seed == 0 ? 1 : 6)) {
              case 0 -> Scalar.of(random.nextInt(3) - 1);
              case 1 -> Scalar.powerOfTwo(random.nextInt(254)).negate();
              case 2 -> scalars.isEmpty() ? Scalar.ONE : scalars.get(random.nextInt(i));
              case 3 -> scalars.isEmpty() ? Scalar.ONE : scalars.get(i - 1).negate();
              case 4 -> lambda.times(Scalar.of(random.nextInt(5)));
              default -> Samples.scalar(random);
            };
        points.add(naive(Generators.first(1).get(0), log));
        scalars.add(scalar);
        sum = sum.plus(scalar.times(log));
      }
      Point expected = naive(Generators.first(1).get(0), sum);
      FieldVector vector = FieldVector.of(scalars);
      PointVector all = PointVector.of(points);
      assertThat(MultiScalarMultiplication.compute(vector, all)).isEqualTo(expected);
      Workers pool = Workers.of(ForkJoinPool.commonPool());
      assertThat(MultiScalarMultiplication.compute(vector, all, pool)).isEqualTo(expected);
    }
  }

  @Test
  void zeroScalarsGiveInfinity() {
    assertThat(
            MultiScalarMultiplication.compute(new FieldVector(50), Generators.first(50))
                .isInfinity())
        .isTrue();
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(
            () -> MultiScalarMultiplication.compute(new FieldVector(2), Generators.first(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Scalar integer(JsonNode node) {
    return node.isTextual() ? Scalar.fromBytes(Vectors.bytes(node)) : Scalar.of(node.longValue());
  }

  private static Point naive(Point p, Scalar s) {
    byte[] bytes = s.toBytes();
    Point sum = Point.INFINITY;
    for (int bit = 255; bit >= 0; bit--) {
      sum = sum.plus(sum);
      if ((bytes[bit / 8] >> (bit % 8) & 1) != 0) {
        sum = sum.plus(p);
      }
    }
    return sum;
  }
}
