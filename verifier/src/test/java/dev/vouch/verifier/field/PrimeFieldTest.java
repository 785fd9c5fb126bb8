package dev.vouch.verifier.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.verifier.testing.Samples;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both fields against {@link BigInteger}, and the laws of a field. */
class PrimeFieldTest {
  private static final long SEED = 20250117;

  static Stream<Named<PrimeField>> fields() {
    return Stream.of(Named.of("F", PrimeField.SCALAR), Named.of("F_q", PrimeField.BASE));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void modulusIsAPrimeOf255Bits(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    assertThat(p.bitLength()).isEqualTo(255);
    assertThat(p.isProbablePrime(50)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void operationsAgreeWithIntegers(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    List<BigInteger> values = Samples.integers(field, 80, SEED);
    long[] r = new long[PrimeField.LIMBS];
    for (BigInteger x : values) {
      long[] a = Samples.element(field, x);
      field.square(r, 0, a, 0);
      expect(field, r, x.multiply(x).mod(p));
      field.negate(r, 0, a, 0);
      expect(field, r, x.negate().mod(p));
      for (BigInteger y : values) {
        long[] b = Samples.element(field, y);
        field.multiply(r, 0, a, 0, b, 0);
        expect(field, r, x.multiply(y).mod(p));
        field.add(r, 0, a, 0, b, 0);
        expect(field, r, x.add(y).mod(p));
        field.subtract(r, 0, a, 0, b, 0);
        expect(field, r, x.subtract(y).mod(p));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void longProductChainsAgreeWithIntegers(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    List<BigInteger> values = Samples.integers(field, 200, SEED + 1);
    BigInteger expected = BigInteger.TWO;
    long[] r = Samples.element(field, expected);
    for (int round = 0; round < 50; round++) {
      for (BigInteger x : values) {
        if (x.signum() != 0) {
          field.multiply(r, 0, r, 0, Samples.element(field, x), 0);
          field.square(r, 0, r, 0);
          expected = expected.multiply(x).modPow(BigInteger.TWO, p);
          expect(field, r, expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void lawsOfAField(PrimeField field) {
    List<long[]> elements =
        Samples.integers(field, 5, SEED + 2).stream().map(x -> Samples.element(field, x)).toList();
    long[] left = new long[PrimeField.LIMBS];
    long[] right = new long[PrimeField.LIMBS];
    long[] other = new long[PrimeField.LIMBS];
    for (long[] a : elements) {
      for (long[] b : elements) {
        field.multiply(left, 0, a, 0, b, 0);
        field.multiply(right, 0, b, 0, a, 0);
        assertThat(left).isEqualTo(right);
        for (long[] c : elements) {
          field.multiply(left, 0, left, 0, c, 0); // (a·b)·c
          field.multiply(right, 0, b, 0, c, 0);
          field.multiply(right, 0, a, 0, right, 0);
          assertThat(left).isEqualTo(right);
          field.add(left, 0, b, 0, c, 0); // a·(b + c)
          field.multiply(left, 0, a, 0, left, 0);
          field.multiply(right, 0, a, 0, b, 0);
          field.multiply(other, 0, a, 0, c, 0);
          field.add(right, 0, right, 0, other, 0);
          assertThat(left).isEqualTo(right);
          field.multiply(left, 0, a, 0, b, 0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void resultsMayOverwriteOperands(PrimeField field) {
    for (BigInteger x : Samples.integers(field, 10, SEED + 3)) {
      long[] a = Samples.element(field, x);
      long[] expected = new long[PrimeField.LIMBS];
      long[] r = a.clone();
      field.multiply(expected, 0, a, 0, a, 0);
      field.multiply(r, 0, r, 0, r, 0);
      assertThat(r).isEqualTo(expected);
      r = a.clone();
      field.square(r, 0, r, 0);
      assertThat(r).isEqualTo(expected);
      field.add(expected, 0, a, 0, a, 0);
      r = a.clone();
      field.add(r, 0, r, 0, r, 0);
      assertThat(r).isEqualTo(expected);
      r = a.clone();
      field.subtract(r, 0, r, 0, r, 0);
      assertThat(PrimeField.isZero(r, 0)).isTrue();
      field.negate(expected, 0, a, 0);
      r = a.clone();
      field.negate(r, 0, r, 0);
      assertThat(r).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void neighboursInAnArrayStayUntouched(PrimeField field) {
    long[] flat = new long[3 * PrimeField.LIMBS];
    Arrays.fill(flat, -1);
    field.setOne(flat, PrimeField.LIMBS);
    field.add(flat, PrimeField.LIMBS, flat, PrimeField.LIMBS, flat, PrimeField.LIMBS);
    field.multiply(flat, PrimeField.LIMBS, flat, PrimeField.LIMBS, flat, PrimeField.LIMBS);
    field.negate(flat, PrimeField.LIMBS, flat, PrimeField.LIMBS);
    field.setLong(flat, PrimeField.LIMBS, 7);
    for (int i = 0; i < PrimeField.LIMBS; i++) {
      assertThat(flat[i]).isEqualTo(-1);
      assertThat(flat[2 * PrimeField.LIMBS + i]).isEqualTo(-1);
    }
    assertThat(Samples.integer(field, flat, PrimeField.LIMBS)).isEqualTo(BigInteger.valueOf(7));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void signedIntegersBecomeElements(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    long[] r = new long[PrimeField.LIMBS];
    for (long value : new long[] {0, 1, -1, 5, -7, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE}) {
      field.setLong(r, 0, value);
      expect(field, r, BigInteger.valueOf(value).mod(p));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void inversesMultiplyToOne(PrimeField field) {
    long[] one = new long[PrimeField.LIMBS];
    field.setOne(one, 0);
    List<BigInteger> values = Samples.integers(field, 20, SEED + 4);
    long[] all = new long[PrimeField.LIMBS * values.size()];
    int count = 0;
    for (BigInteger x : values) {
      if (x.signum() != 0) {
        PrimeField.copy(all, PrimeField.LIMBS * count++, Samples.element(field, x), 0);
      }
    }
    long[] inverses = all.clone();
    Powers.invertAll(field, inverses, 0, count);
    long[] r = new long[PrimeField.LIMBS];
    for (int i = 0; i < count; i++) {
      Powers.invert(field, r, 0, all, PrimeField.LIMBS * i);
      assertThat(PrimeField.equal(r, 0, inverses, PrimeField.LIMBS * i)).isTrue();
      field.multiply(r, 0, r, 0, all, PrimeField.LIMBS * i);
      assertThat(r).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void zeroHasNoInverse(PrimeField field) {
    long[] zero = new long[PrimeField.LIMBS];
    assertThatThrownBy(() -> Powers.invert(field, zero, 0, zero, 0))
        .isInstanceOf(ArithmeticException.class);
    long[] withZero = new long[2 * PrimeField.LIMBS];
    field.setOne(withZero, 0);
    assertThatThrownBy(() -> Powers.invertAll(field, withZero, 0, 2))
        .isInstanceOf(ArithmeticException.class);
    Powers.invertAll(field, withZero, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void powersAgreeWithIntegers(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    long[] r = new long[PrimeField.LIMBS];
    for (BigInteger x : Samples.integers(field, 5, SEED + 5)) {
      for (long[] exponent : new long[][] {{0}, {1}, {2}, {0xfedcba9876543210L}, {0, 1}, {-1, 3}}) {
        BigInteger e = BigInteger.ZERO;
        for (int i = exponent.length - 1; i >= 0; i--) {
          e = e.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(exponent[i])));
        }
        Powers.power(field, r, 0, Samples.element(field, x), 0, exponent);
        expect(field, r, x.modPow(e, p));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void encodingsAreCanonical(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    long[] r = new long[PrimeField.LIMBS];
    byte[] bytes = new byte[PrimeField.BYTES + 2];
    for (BigInteger x : Samples.integers(field, 20, SEED + 6)) {
      long[] a = Samples.element(field, x);
      FieldCodec.encode(field, bytes, 1, a, 0);
      assertThat(FieldCodec.decode(field, r, 0, bytes, 1)).isTrue();
      assertThat(r).isEqualTo(a);
    }
    assertThat(bytes[0]).isZero();
    assertThat(bytes[bytes.length - 1]).isZero();
    BigInteger top = BigInteger.ONE.shiftLeft(256);
    for (BigInteger x :
        List.of(
            p,
            p.add(BigInteger.ONE),
            p.add(BigInteger.ONE.shiftLeft(64)),
            p.setBit(128),
            p.shiftLeft(1),
            BigInteger.ONE.shiftLeft(255),
            top.subtract(BigInteger.ONE))) {
      assertThat(FieldCodec.decode(field, r, 0, Samples.littleEndian(x), 0)).as("%x", x).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void wideIntegersAreReduced(PrimeField field) {
    BigInteger p = Samples.modulus(field);
    byte[] wide = new byte[64];
    long[] r = new long[PrimeField.LIMBS];
    Random random = new Random(SEED + 7);
    for (int i = 0; i < 200; i++) {
      random.nextBytes(wide);
      if (i == 0) {
        Arrays.fill(wide, (byte) -1);
      }
      byte[] big = new byte[64];
      for (int j = 0; j < 64; j++) {
        big[j] = wide[63 - j];
      }
      FieldCodec.reduceWide(field, r, 0, wide, 0);
      expect(field, r, new BigInteger(1, big).mod(p));
    }
  }

  private static void expect(PrimeField field, long[] element, BigInteger expected) {
    if (!field.isCanonical(element, 0)
        || !Samples.integer(field, element, 0).equals(expected)) { // assertThat is slow here
      assertThat(Samples.integer(field, element, 0)).isEqualTo(expected);
      assertThat(field.isCanonical(element, 0)).isTrue();
    }
  }
}
