package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.testing.Samples;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedDigitsTest {
  private static final BigInteger LAMBDA =
      new BigInteger("6819a58283e528e511db4d81cf70f5a0fed467d47c033af2aa9d2e050aa0e4f", 16);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
  void digitsAreSmallAndGiveTheScalars(int width) {
    BigInteger order = Samples.modulus(PrimeField.SCALAR);
    List<BigInteger> integers = Samples.integers(PrimeField.SCALAR, 200, width);
    FieldVector scalars =
        FieldVector.of(
            integers.stream().map(k -> Scalar.fromBytes(Samples.littleEndian(k))).toList());
    SignedDigits digits = SignedDigits.of(scalars, width);
    for (int i = 0; i < integers.size(); i++) {
      BigInteger first = half(digits, i);
      BigInteger second = half(digits, integers.size() + i);
      assertThat(first.add(second.multiply(LAMBDA)).mod(order)).isEqualTo(integers.get(i));
    }
  }

  private static BigInteger half(SignedDigits digits, int i) {
    BigInteger half = BigInteger.ZERO;
    for (int window = digits.windows() - 1; window >= 0; window--) {
      assertThat(Math.abs(digits.at(window, i))).isLessThanOrEqualTo(1 << (digits.width() - 1));
      half = half.shiftLeft(digits.width()).add(BigInteger.valueOf(digits.at(window, i)));
    }
    return half;
  }
}
