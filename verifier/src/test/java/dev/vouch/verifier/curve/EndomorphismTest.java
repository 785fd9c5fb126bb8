package dev.vouch.verifier.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.testing.Samples;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndomorphismTest {
  private static final BigInteger LAMBDA =
      new BigInteger("6819a58283e528e511db4d81cf70f5a0fed467d47c033af2aa9d2e050aa0e4f", 16);

  /** The basis of short vectors that the class works with. */
  private static final BigInteger A = new BigInteger("49e69d1640a899538cb1279300000000", 16);

  private static final BigInteger B = new BigInteger("93cd3a2c8198e2690c7c095a00000001", 16);

  private final Endomorphism endomorphism = new Endomorphism();
  private final BigInteger order = Samples.modulus(PrimeField.SCALAR);

  @Test
  void mapsAPointToLambdaTimesIt() {
    for (int i = 0; i < 5; i++) {
      Point point = Generators.first(5).get(i);
      long[] affine = new long[CurveArithmetic.AFFINE];
      point.copyTo(affine, 0);
      endomorphism.map(affine, 0, affine, 0);
      Point sum = Point.INFINITY; // double and add: products of points use the map themselves
      for (int bit = LAMBDA.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        sum = LAMBDA.testBit(bit) ? sum.plus(point) : sum;
      }
      assertThat(Point.ofAffine(affine, 0)).isEqualTo(sum);
    }
  }

  @Test
  void halvesAreShortAndGiveTheScalar() {
    List<BigInteger> scalars = Samples.integers(PrimeField.SCALAR, 2000, 7);
    for (int i = 1; i < 200; i++) { // where the quotients are near ½, and the halves longest
      BigInteger odd = BigInteger.valueOf(2L * i + 1);
      scalars.add(order.multiply(odd).divide(A.shiftLeft(1)).mod(order));
      scalars.add(order.multiply(odd).divide(B.shiftLeft(1)).mod(order));
      scalars.add(order.subtract(order.multiply(odd).divide(B.shiftLeft(1)).mod(order)));
    }
    for (BigInteger k : scalars) {
      long[] limbs = new long[PrimeField.LIMBS];
      for (int i = 0; i < limbs.length; i++) {
        limbs[i] = k.shiftRight(64 * i).longValue();
      }
      long[] halves = new long[Endomorphism.PARTS];
      endomorphism.split(halves, 0, limbs, 0);
      BigInteger first = signed(halves[0], halves[1]);
      BigInteger second = signed(halves[2], halves[3]);
      assertThat(first.add(second.multiply(LAMBDA)).mod(order)).isEqualTo(k);
      assertThat(first.abs().bitLength()).isLessThanOrEqualTo(Endomorphism.BITS);
      assertThat(second.abs().bitLength()).isLessThanOrEqualTo(Endomorphism.BITS);
    }
  }

  private static BigInteger signed(long low, long high) {
    BigInteger unsigned = BigInteger.valueOf(low).mod(BigInteger.ONE.shiftLeft(64));
    return BigInteger.valueOf(high).shiftLeft(64).add(unsigned);
  }
}
