package dev.vouch.verifier.testing;

import dev.vouch.verifier.field.FieldCodec;
import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded field elements for tests, and the bridge between elements and {@link BigInteger}. */
public final class Samples {
  private Samples() {}

  public static BigInteger modulus(PrimeField field) {
    return integer(field.modulus(), 0);
  }

  /** Values at the edges of limbs and of the field, then random ones. */
  public static List<BigInteger> integers(PrimeField field, int random, long seed) {
    BigInteger p = modulus(field);
    List<BigInteger> values = new ArrayList<>();
    for (int d = 0; d < 3; d++) {
      values.add(BigInteger.valueOf(d));
      values.add(p.subtract(BigInteger.valueOf(d + 1)));
    }
    for (int bits : new int[] {32, 52, 64, 104, 126, 128, 156, 192, 208, 253, 254}) {
      BigInteger power = BigInteger.ONE.shiftLeft(bits);
      values.add(power.mod(p));
      values.add(power.subtract(BigInteger.ONE).mod(p));
      values.add(p.subtract(power).mod(p));
    }
    values.add(p.shiftRight(1));
    values.add(BigInteger.ONE.shiftLeft(260).mod(p)); // R and 1/R of the Montgomery form
    values.add(BigInteger.ONE.shiftLeft(260).modInverse(p));
    Random generator = new Random(seed);
    for (int i = 0; i < random; i++) {
      values.add(new BigInteger(300, generator).mod(p));
    }
    return values;
  }

  /** A fresh element. */
  public static long[] element(PrimeField field, BigInteger value) {
    byte[] bytes = littleEndian(value);
    long[] r = new long[PrimeField.LIMBS];
    if (!FieldCodec.decode(field, r, 0, bytes, 0)) {
      throw new IllegalArgumentException("not reduced: " + value);
    }
    return r;
  }

  /** The integer an element stands for. */
  public static BigInteger integer(PrimeField field, long[] a, int ao) {
    long[] canonical = new long[PrimeField.LIMBS];
    field.fromMontgomery(canonical, 0, a, ao);
    return integer(canonical, 0);
  }

  /** 32 bytes. */
  public static byte[] littleEndian(BigInteger value) {
    byte[] big = value.toByteArray();
    byte[] bytes = new byte[PrimeField.BYTES];
    for (int i = 0; i < big.length; i++) {
      if (i < bytes.length) {
        bytes[i] = big[big.length - 1 - i];
      } else if (big[big.length - 1 - i] != 0) {
        throw new IllegalArgumentException("more than 32 bytes: " + value);
      }
    }
    return bytes;
  }

  public static Scalar scalar(Random random) {
    byte[] wide = new byte[64];
    random.nextBytes(wide);
    return Scalar.fromWideBytes(wide, 0);
  }

  public static FieldVector vector(Random random, int length) {
    FieldVector r = new FieldVector(length);
    for (int i = 0; i < length; i++) {
      r.set(i, scalar(random));
    }
    return r;
  }

  private static BigInteger integer(long[] limbs, int offset) {
    byte[] big = new byte[PrimeField.BYTES];
    for (int i = 0; i < big.length; i++) {
      big[big.length - 1 - i] = (byte) (limbs[offset + i / 8] >>> (8 * (i % 8)));
    }
    return new BigInteger(1, Arrays.copyOf(big, big.length));
  }
}
