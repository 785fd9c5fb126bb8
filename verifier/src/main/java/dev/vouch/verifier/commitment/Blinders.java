package dev.vouch.verifier.commitment;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * Draws blinders: SHAKE256 of bytes of the operating system, the slot, the row's number and its
 * values, 64 bytes a scalar, reduced. A source that repeats itself gives other blinders to other
 * rows all the same, and one that fails is an error. Thread-safe as its source is.
 */
public final class Blinders {
  private static final byte[] LABEL = "vouch-1/row blinders".getBytes(StandardCharsets.US_ASCII);
  private static final int SEED_BYTES = 64;

  private final SecureRandom source;

  Blinders(SecureRandom source) {
    this.source = source;
  }

  /** Blinders from the operating system. */
  public static Blinders create() {
    return new Blinders(new SecureRandom());
  }

  /**
   * A row with blinders of its own, for a prover that makes the points ({@link Committer} makes
   * them here).
   *
   * @param values of each slot the row's integers; kept, not copied
   */
  public OpenedRow open(List<Slot> slots, long row, List<long[]> values) {
    List<OpenedRow.Part> parts = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      long[] own = values.get(i);
      parts.add(new OpenedRow.Part(own, bytes(draw(slots.get(i), row, own))));
    }
    return new OpenedRow(row, parts);
  }

  /** The bytes of files. */
  static byte[] bytes(FieldVector scalars) {
    byte[] bytes = new byte[PrimeField.BYTES * scalars.length()];
    for (int i = 0; i < scalars.length(); i++) {
      scalars.get(i).toBytes(bytes, PrimeField.BYTES * i);
    }
    return bytes;
  }

  /** One blinder a point. */
  FieldVector draw(Slot slot, long row, long[] values) {
    byte[] seed = new byte[SEED_BYTES];
    source.nextBytes(seed);
    byte[] said =
        new FormatWriter()
            .bytes(LABEL)
            .bytes(seed)
            .string(slot.name())
            .u8(slot.role().ordinal())
            .bytes(SlotCodec.encode(slot.format()))
            .u64(row)
            .toByteArray();
    SHAKEDigest shake = new SHAKEDigest(256);
    shake.update(said, 0, said.length);
    byte[] bytes = new byte[Long.BYTES * values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i / Long.BYTES] >>> (8 * (i % Long.BYTES)));
    }
    shake.update(bytes, 0, bytes.length);
    FieldVector blinders = new FieldVector(slot.format().points());
    byte[] wide = new byte[2 * PrimeField.BYTES];
    for (int i = 0; i < blinders.length(); i++) {
      shake.doOutput(wide, 0, wide.length);
      blinders.set(i, Scalar.fromWideBytes(wide, 0));
    }
    return blinders;
  }
}
