package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PointTest {
  private final JsonNode vectors = Vectors.read("points.json");

  @Test
  void multiplesAgreeWithTheSpecification() {
    Point g = Generators.first(1).get(0);
    int checked = 0;
    for (JsonNode row : vectors.get("valid")) {
      Point p = decode(row.get("timesG0"));
      assertThat(g.times(Scalar.fromBytes(Vectors.bytes(row.get("scalar"))))).isEqualTo(p);
      assertThat(p.plus(p)).isEqualTo(decode(row.get("doubled")));
      assertThat(p.plus(Generators.blinder())).isEqualTo(decode(row.get("plusH")));
      checked++;
    }
    assertThat(checked).isGreaterThan(10);
  }

  @Test
  void encodingIsTheInverseOfDecoding() {
    for (JsonNode row : vectors.get("valid")) {
      byte[] bytes = Vectors.bytes(row.get("timesG0"));
      Point p = Point.decode(bytes).orElseThrow();
      assertThat(p.encode()).isEqualTo(bytes);
      bytes[31] ^= (byte) 0x80; // the other root
      Point q = Point.decode(bytes).orElseThrow();
      assertThat(q).isEqualTo(p.negate()).isNotEqualTo(p);
      assertThat(q.encode()).isEqualTo(bytes);
    }
  }

  @Test
  void bytesThatAreNoPointAreRefused() {
    assertThat(vectors.get("invalid")).isNotEmpty();
    for (JsonNode row : vectors.get("invalid")) {
      byte[] bytes = Vectors.bytes(row.get("bytes"));
      assertThat(Point.decode(bytes)).as(row.get("why").textValue()).isEmpty();
    }
    assertThat(Point.decode(new byte[31])).isEmpty();
    assertThat(Point.decode(new byte[33])).isEmpty();
  }

  @Test
  void infinityHasNoEncoding() {
    assertThatThrownBy(Point.INFINITY::encode).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> PointVector.of(Point.INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lawsOfAGroup() {
    List<Point> points = new ArrayList<>(List.of(Point.INFINITY));
    Point g = Generators.first(1).get(0);
    Random random = new Random(3);
    for (int i = 0; i < 3; i++) {
      Point p = g.times(Samples.scalar(random));
      points.add(p);
      points.add(p.negate());
    }
    points.add(g);
    points.add(g.plus(g));
    for (Point a : points) {
      assertThat(a.plus(Point.INFINITY)).isEqualTo(a);
      assertThat(a.plus(a.negate())).isEqualTo(Point.INFINITY);
      assertThat(a.times(Scalar.of(-1))).isEqualTo(a.negate());
      assertThat(a.times(Scalar.of(2))).isEqualTo(a.plus(a));
      for (Point b : points) {
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        for (Point c : points) {
          assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        }
      }
    }
  }

  @Test
  void multiplesOfTheOrderAreInfinity() {
    Point g = Generators.first(1).get(0);
    assertThat(g.times(Scalar.of(-1)).plus(g).isInfinity()).isTrue(); // (|F| − 1)·g + g
    assertThat(g.times(Scalar.ZERO).isInfinity()).isTrue();
    assertThat(Point.INFINITY.times(Scalar.of(5)).isInfinity()).isTrue();
    assertThat(Point.INFINITY.negate().isInfinity()).isTrue();
  }

  @Test
  void everyDecodedPointLiesOnTheCurve() {
    Random random = new Random(11);
    byte[] bytes = new byte[32];
    int points = 0;
    for (int i = 0; i < 200; i++) {
      random.nextBytes(bytes);
      bytes[31] &= (byte) 0xbf; // below 2^254: always below q
      long[] affine = new long[CurveArithmetic.AFFINE];
      if (PointCodec.decode(affine, 0, bytes, 0)) {
        assertThat(PointCodec.isOnCurve(affine, 0)).isTrue();
        affine[0] ^= 1;
        assertThat(PointCodec.isOnCurve(affine, 0)).isFalse();
        points++;
      }
    }
    assertThat(points).isBetween(60, 140); // half of all x
  }

  @Test
  void vectorsNameTheFirstBadPoint() {
    byte[] bytes = Generators.first(4).encode();
    bytes[2 * PrimeField.BYTES + 5] ^= 1;
    boolean still = Point.decode(java.util.Arrays.copyOfRange(bytes, 64, 96)).isPresent();
    bytes[2 * PrimeField.BYTES + 31] = still ? (byte) 0x7f : bytes[2 * PrimeField.BYTES + 31];
    assertThatThrownBy(() -> PointVector.decode(bytes, 0, 4))
        .isInstanceOfSatisfying(
            InvalidPointException.class, e -> assertThat(e.index()).isEqualTo(2));
    assertThatThrownBy(() -> PointVector.decode(bytes, 32, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Point decode(JsonNode hex) {
    return Point.decode(Vectors.bytes(hex)).orElseThrow();
  }
}
