package dev.vouch.verifier.curve;

import dev.vouch.verifier.field.FieldCodec;
import dev.vouch.verifier.field.PrimeField;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * The generators g_0, g_1, … and h of protocol.md §1, hashed to the curve; kept in memory,
 * thread-safe.
 */
public final class Generators {
  private static final String COLUMN_LABEL = "vouch-1/generator";
  private static final String BLINDER_LABEL = "vouch-1/blinder";

  /** Only grows; guarded by the class for writing. */
  private static volatile PointVector known = new PointVector(new long[0], 0);

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
    return Blinder.H;
  }

  private static synchronized void extend(int count) {
    PointVector before = known;
    if (count <= before.length()) {
      return;
    }
    int size = Math.max(count, 2 * before.length());
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

  private static final class Blinder {
    static final Point H = derived();

    private static Point derived() {
      long[] affine = new long[CurveArithmetic.AFFINE];
      derive(affine, 0, BLINDER_LABEL, 0);
      return Point.ofAffine(affine, 0);
    }
  }
}
