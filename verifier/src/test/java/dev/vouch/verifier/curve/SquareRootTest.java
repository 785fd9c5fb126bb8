package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.testing.Samples;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SquareRootTest {
  private static final PrimeField Q = PrimeField.BASE;
  private static final BigInteger MODULUS = Samples.modulus(Q);

  @Test
  void agreesWithEulersCriterion() {
    for (BigInteger x : Samples.integers(Q, 150, 5)) {
      check(x);
    }
  }

  @Test
  void everyOrderOfTheTwoPartIsHandled() {
    BigInteger odd = MODULUS.subtract(BigInteger.ONE).shiftRight(32);
    BigInteger root = BigInteger.valueOf(5).modPow(odd, MODULUS); // order 2^32
    BigInteger x = BigInteger.valueOf(1234567).modPow(BigInteger.ONE.shiftLeft(32), MODULUS);
    for (int k = 0; k <= 32; k++) { // order 2^(32 − k), times an element of odd order
      BigInteger power = root.modPow(BigInteger.ONE.shiftLeft(k), MODULUS);
      check(power);
      check(power.multiply(x).mod(MODULUS));
      check(power.modPow(BigInteger.valueOf(0x12345677), MODULUS));
    }
  }

  private static void check(BigInteger x) {
    long[] root = new long[PrimeField.LIMBS];
    boolean square =
        !x.modPow(MODULUS.shiftRight(1), MODULUS).equals(MODULUS.subtract(BigInteger.ONE));
    assertThat(SquareRoot.compute(root, 0, Samples.element(Q, x), 0)).as("%x", x).isEqualTo(square);
    if (square) {
      BigInteger y = Samples.integer(Q, root, 0);
      assertThat(y.multiply(y).mod(MODULUS)).isEqualTo(x);
    }
  }
}
