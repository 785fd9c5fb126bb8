package dev.vouch.verifier.commitment;

import dev.vouch.verifier.field.FieldVector;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * Draws blinders: SHAKE256 of bytes of the operating system, the slot, the row's number and its
 * values, 64 bytes a scalar, reduced. A source that repeats itself gives other blinders to other
 * rows all the same, and one that fails is an error. Thread-safe as its source is.
 */
final class Blinders {
  private static final byte[] LABEL = "vouch-1/row blinders".getBytes(StandardCharsets.US_ASCII);
  private static final int SEED_BYTES = 64;

  private final SecureRandom source;

  Blinders(SecureRandom source) {
    this.source = source;
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
