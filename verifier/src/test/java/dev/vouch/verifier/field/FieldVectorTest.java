package dev.vouch.verifier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.testing.Samples;
import dev.vouch.verifier.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldVectorTest {
  private final Random random = new Random(7);

  @Test
  void eqAgreesWithTheSpecification() {
    JsonNode rows = Vectors.read("eq.json");
    assertThat(rows).isNotEmpty();
    for (JsonNode row : rows) {
      List<Scalar> point =
          Vectors.bytesOfAll(row.get("point")).stream().map(Scalar::fromBytes).toList();
      FieldVector eq = FieldVector.eq(point, row.get("length").intValue());
      assertThat(list(eq))
          .isEqualTo(
              Vectors.bytesOfAll(row.get("values")).stream().map(Scalar::fromBytes).toList());
    }
  }

  @Test
  void eqOfEveryLengthIsTheStartOfTheWholeVector() {
    List<Scalar> point = list(Samples.vector(random, 5));
    List<Scalar> whole = list(FieldVector.eq(point, 32));
    assertThat(whole.stream().reduce(Scalar.ZERO, Scalar::plus)).isEqualTo(Scalar.ONE);
    for (int length = 0; length <= 32; length++) {
      assertThat(list(FieldVector.eq(point, length))).isEqualTo(whole.subList(0, length));
    }
    assertThatThrownBy(() -> FieldVector.eq(point, 33))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(FieldVector.eq(list(Samples.vector(random, 40)), 3).length()).isEqualTo(3);
  }

  @Test
  void elementwiseOperationsAgreeWithScalars() {
    FieldVector a = Samples.vector(random, 20);
    FieldVector b = Samples.vector(random, 20);
    Scalar s = Samples.scalar(random);
    FieldVector sum = a.copy().add(b);
    FieldVector scaled = a.copy().scale(s);
    FieldVector combined = a.copy().addScaled(s, b);
    FieldVector product = a.copy().multiply(b);
    FieldVector inverse = a.copy().invert();
    Scalar dot = Scalar.ZERO;
    Scalar total = Scalar.ZERO;
    for (int i = 0; i < 20; i++) {
      assertThat(sum.get(i)).isEqualTo(a.get(i).plus(b.get(i)));
      assertThat(scaled.get(i)).isEqualTo(a.get(i).times(s));
      assertThat(combined.get(i)).isEqualTo(a.get(i).plus(s.times(b.get(i))));
      assertThat(product.get(i)).isEqualTo(a.get(i).times(b.get(i)));
      assertThat(inverse.get(i)).isEqualTo(a.get(i).inverse());
      dot = dot.plus(a.get(i).times(b.get(i)));
      total = total.plus(a.get(i));
    }
    assertThat(a.dot(b)).isEqualTo(dot);
    assertThat(a.sum()).isEqualTo(total);
    a.addTo(3, s);
    assertThat(a.sum()).isEqualTo(total.plus(s));
  }

  @Test
  void dotWithIntegers() {
    long[] values = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 12345};
    FieldVector a = Samples.vector(random, values.length);
    assertThat(a.dot(values)).isEqualTo(a.dot(FieldVector.of(values)));
  }

  @Test
  void powersStartAtOne() {
    Scalar base = Samples.scalar(random);
    FieldVector powers = FieldVector.powers(base, 10);
    for (int i = 0; i < 10; i++) {
      assertThat(powers.get(i)).isEqualTo(base.power(i));
    }
    assertThat(FieldVector.powers(base, 0).length()).isZero();
  }

  @Test
  void copiesAreIndependent() {
    FieldVector a = Samples.vector(random, 4);
    List<Scalar> before = list(a);
    FieldVector longer = a.copyOf(6);
    longer.set(0, 9);
    assertThat(list(a)).isEqualTo(before);
    assertThat(longer.get(5)).isEqualTo(Scalar.ZERO);
    assertThat(list(a.copyOf(2))).isEqualTo(before.subList(0, 2));
    assertThat(list(FieldVector.of(before))).isEqualTo(before);
    assertThat(list(FieldVector.constant(2, Scalar.ONE))).containsExactly(Scalar.ONE, Scalar.ONE);
  }

  @Test
  void lengthsMustAgree() {
    FieldVector a = new FieldVector(2);
    FieldVector b = new FieldVector(3);
    assertThatThrownBy(() -> a.add(b)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.multiply(b)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.dot(b)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.addScaled(Scalar.ONE, b))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> a.dot(new long[1])).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Scalar> list(FieldVector vector) {
    List<Scalar> all = new ArrayList<>();
    for (int i = 0; i < vector.length(); i++) {
      all.add(vector.get(i));
    }
    return all;
  }
}
