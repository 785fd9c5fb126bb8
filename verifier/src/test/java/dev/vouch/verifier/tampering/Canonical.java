package dev.vouch.verifier.tampering;

import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.curve.Generators;
import dev.vouch.verifier.curve.Point;
import dev.vouch.verifier.field.Scalar;
import java.util.Optional;
import java.util.Random;

/** Other points and scalars in the place of given ones, all of them canonical. */
final class Canonical {
  private static final int FEW = 8;

  private Canonical() {}

  /**
   * Another point that a parser takes for one.
   *
   * @param sibling a point of the same proof
   */
  static byte[] otherPoint(byte[] encoded, byte[] sibling, Random random) {
    Point point = Point.decode(encoded).orElseThrow();
    Point other =
        switch (random.nextInt(6)) {
          case 0 -> point.negate();
          case 1 -> point.plus(Generators.blinder().times(Scalar.of(1 + random.nextInt(FEW))));
          case 2 -> point.plus(Generators.first(FEW).get(random.nextInt(FEW)));
          case 3 -> point.plus(point);
          case 4 -> randomPoint(random);
          default -> Point.decode(sibling).orElse(point);
        };
    return other.isInfinity() ? encoded : other.encode();
  }

  private static Point randomPoint(Random random) {
    byte[] seed = new byte[Identifiers.BYTES];
    random.nextBytes(seed);
    while (true) {
      seed = Identifiers.sha3(seed);
      byte[] candidate = seed.clone();
      candidate[31] &= (byte) 0xbf; // x below 2^254
      Optional<Point> point = Point.decode(candidate);
      if (point.isPresent()) {
        return point.get();
      }
    }
  }

  /**
   * Another scalar below the order.
   *
   * @param sibling a scalar of the same proof
   */
  static byte[] otherScalar(byte[] encoded, byte[] sibling, Random random) {
    Scalar value = Scalar.fromBytes(encoded);
    Scalar other =
        switch (random.nextInt(9)) {
          case 0 -> value.plus(Scalar.ONE);
          case 1 -> value.minus(Scalar.ONE);
          case 2 -> value.negate();
          case 3 -> value.plus(value);
          case 4 -> Scalar.ZERO;
          case 5 -> value.plus(Scalar.powerOfTwo(random.nextInt(254)));
          case 6 -> value.isZero() ? Scalar.ONE : value.inverse();
          case 7 -> randomScalar(random);
          default -> Scalar.isCanonical(sibling, 0) ? Scalar.fromBytes(sibling) : value;
        };
    return other.toBytes();
  }

  private static Scalar randomScalar(Random random) {
    byte[] wide = new byte[64];
    random.nextBytes(wide);
    return Scalar.fromWideBytes(wide, 0);
  }
}
