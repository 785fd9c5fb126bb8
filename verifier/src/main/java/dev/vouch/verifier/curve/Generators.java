package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldCodec;
import dev.vouch.verifier.field.PrimeField;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * The generators g_0, g_1, … and h of protocol.md §1, hashed to the curve; kept in memory,
 * thread-safe. The first ones are packaged, since deriving one costs two square roots on average.
 */
public final class Generators {
  static final String COLUMN_LABEL = "vouch-1/generator";
  static final String BLINDER_LABEL = "vouch-1/blinder";

  /** h, then g_0, g_1, …: flat affine coordinates in Montgomery form, ready for use. */
  private static final String PACKAGED = "generators.bin";

  /** How many are derived at a time, a power of two. */
  private static final int STEP = 64;

  private static final Point BLINDER;

  /** g_0, g_1, …; only grows. Written under the lock of the class. */
  private static volatile PointVector known;

  static {
    long[] packaged = packaged();
    BLINDER = Point.ofAffine(packaged, 0);
    known =
        new PointVector(
            Arrays.copyOfRange(packaged, CurveArithmetic.AFFINE, packaged.length),
            packaged.length / CurveArithmetic.AFFINE - 1);
  }

  private Generators() {}

  /** g_0 … g_(count−1). */
  public static PointVector first(int count) {
    if (count > known.length()) {
      extend(count);
    }
    return known.prefix(count);
  }

  /** h, the generator of the blinders. */
  public static Point blinder() {
    return BLINDER;
  }

  private static synchronized void extend(int count) {
    PointVector before = known;
    if (count <= before.length()) {
      return;
    }
    int size = Math.addExact(count, -count & (STEP - 1));
    long[] coordinates =
        Arrays.copyOf(before.coordinates(), Math.multiplyExact(CurveArithmetic.AFFINE, size));
    for (int i = before.length(); i < size; i++) {
      derive(coordinates, CurveArithmetic.AFFINE * i, COLUMN_LABEL, i);
    }
    known = new PointVector(coordinates, size);
  }

  /** 33 bytes of SHAKE256(label ‖ u32le index ‖ u8 k) for k = 0, 1, … until they give a point. */
  static void derive(long[] r, int ro, String label, int index) {
    byte[] text = label.getBytes(StandardCharsets.US_ASCII);
    SHAKEDigest shake = new SHAKEDigest(256);
    byte[] bytes = new byte[PointCodec.BYTES + 1];
    for (int k = 0; k < 256; k++) {
      shake.update(text, 0, text.length);
      for (int shift = 0; shift < 32; shift += 8) {
        shake.update((byte) (index >>> shift));
      }
      shake.update((byte) k);
      shake.doFinal(bytes, 0, bytes.length);
      FieldCodec.getLimbs(r, ro, bytes, 0);
      r[ro + 3] &= Long.MAX_VALUE;
      if (PrimeField.BASE.isCanonical(r, ro)) {
        PrimeField.BASE.toMontgomery(r, ro, r, ro);
        if (PointCodec.solve(r, ro, (bytes[PointCodec.BYTES] & 1) != 0)) {
          return;
        }
      }
    }
    throw new AssertionError("no generator " + label + " " + index); // probability 2^-400
  }

  /** The content of the packaged file. */
  static long[] packaged() {
    try (InputStream in = Generators.class.getResourceAsStream(PACKAGED)) {
      if (in == null) {
        throw new IllegalStateException(PACKAGED + " is missing: the verifier's jar is damaged");
      }
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      long[] coordinates = new long[bytes.remaining() / Long.BYTES];
      bytes.asLongBuffer().get(coordinates);
      return coordinates;
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged generators cannot be read", e);
    }
  }
}
