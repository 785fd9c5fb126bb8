package dev.vouch.verifier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.verifier.testing.Vectors;
import org.junit.jupiter.api.Test;

class ScalarTest {
  private final JsonNode vectors = Vectors.read("scalars.json");

  @Test
  void operationsAgreeWithTheSpecification() {
    assertThat(vectors.get("operations")).isNotEmpty();
    for (JsonNode row : vectors.get("operations")) {
      Scalar a = scalar(row.get("a"));
      Scalar b = scalar(row.get("b"));
      assertThat(a.plus(b)).isEqualTo(scalar(row.get("sum")));
      assertThat(a.minus(b)).isEqualTo(scalar(row.get("difference")));
      assertThat(a.times(b)).isEqualTo(scalar(row.get("product")));
      assertThat(a.negate()).isEqualTo(scalar(row.get("negated")));
      assertThat(a.square()).isEqualTo(a.times(a));
      if (row.get("inverse").isNull()) {
        assertThatThrownBy(a::inverse).isInstanceOf(ArithmeticException.class);
      } else {
        assertThat(a.inverse()).isEqualTo(scalar(row.get("inverse")));
      }
    }
  }

  @Test
  void wideBytesAreReduced() {
    for (JsonNode row : vectors.get("wide")) {
      assertThat(Scalar.fromWideBytes(Vectors.bytes(row.get("bytes")), 0))
          .isEqualTo(scalar(row.get("reduced")));
    }
  }

  @Test
  void signedIntegersBecomeScalars() {
    for (JsonNode row : vectors.get("signed")) {
      assertThat(Scalar.of(row.get("value").longValue())).isEqualTo(scalar(row.get("scalar")));
    }
  }

  @Test
  void encodingsThatAreNotCanonicalAreRefused() {
    for (JsonNode row : vectors.get("invalid")) {
      byte[] bytes = Vectors.bytes(row);
      assertThatThrownBy(() -> Scalar.fromBytes(bytes))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(bytes.length == 32 && Scalar.isCanonical(bytes, 0)).isFalse();
    }
    assertThatThrownBy(() -> Scalar.fromBytes(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scalar.fromBytes(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encodingIsTheInverseOfDecoding() {
    for (JsonNode row : vectors.get("operations")) {
      assertThat(scalar(row.get("a")).toBytes()).isEqualTo(Vectors.bytes(row.get("a")));
    }
  }

  @Test
  void powersOfTwo() {
    Scalar expected = Scalar.ONE;
    for (int exponent = 0; exponent < 300; exponent++) {
      assertThat(Scalar.powerOfTwo(exponent)).isEqualTo(expected);
      assertThat(Scalar.powerOfTwo(-exponent).times(expected)).isEqualTo(Scalar.ONE);
      expected = expected.plus(expected);
    }
    assertThat(Scalar.of(3).power(5)).isEqualTo(Scalar.of(243));
    assertThat(Scalar.of(0).power(0)).isEqualTo(Scalar.ONE);
    assertThatThrownBy(() -> Scalar.ONE.power(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textIsTheCanonicalInteger() {
    assertThat(Scalar.of(-1))
        .hasToString("0x40000000000000000000000000000000224698fc0994a8dd8c46eb2100000000");
    assertThat(Scalar.of(255)).hasToString("0x" + "0".repeat(62) + "ff");
  }

  private static Scalar scalar(JsonNode hex) {
    return Scalar.fromBytes(Vectors.bytes(hex));
  }
}
