package dev.vouch.verifier.field;

/**
 * The bytes of field elements: 32 bytes little-endian, canonical (protocol.md §1), and the
 * reduction of 64 random bytes.
 */
public final class FieldCodec {
  private FieldCodec() {}

  /** Writes a, 32 bytes from {@code offset} on. */
  public static void encode(PrimeField field, byte[] bytes, int offset, long[] a, int ao) {
    long[] canonical = new long[PrimeField.LIMBS];
    field.fromMontgomery(canonical, 0, a, ao);
    for (int limb = 0; limb < PrimeField.LIMBS; limb++) {
      putLong(bytes, offset + 8 * limb, canonical[limb]);
    }
  }

  /**
   * Reads 32 bytes from {@code offset} on.
   *
   * @return false, with r unspecified, if the integer is not below p
   */
  public static boolean decode(PrimeField field, long[] r, int ro, byte[] bytes, int offset) {
    getLimbs(r, ro, bytes, offset);
    if (!field.isCanonical(r, ro)) {
      return false;
    }
    field.toMontgomery(r, ro, r, ro);
    return true;
  }

  /** r = the 64-byte little-endian integer modulo p. */
  public static void reduceWide(PrimeField field, long[] r, int ro, byte[] bytes, int offset) {
    long[] high = new long[PrimeField.LIMBS];
    long[] shift = new long[PrimeField.LIMBS]; // 2^256
    shift[0] = 1L << 32;
    field.toMontgomery(shift, 0, shift, 0);
    for (int i = 0; i < 3; i++) {
      field.square(shift, 0, shift, 0);
    }
    getLimbs(high, 0, bytes, offset + PrimeField.BYTES);
    field.toMontgomery(high, 0, high, 0); // any 256-bit integer is allowed there
    field.multiply(high, 0, high, 0, shift, 0);
    getLimbs(r, ro, bytes, offset);
    field.toMontgomery(r, ro, r, ro);
    field.add(r, ro, r, ro, high, 0);
  }

  /** r = four little-endian limbs, not in Montgomery form. */
  public static void getLimbs(long[] r, int ro, byte[] bytes, int offset) {
    for (int limb = 0; limb < PrimeField.LIMBS; limb++) {
      r[ro + limb] = getLong(bytes, offset + 8 * limb);
    }
  }

  private static long getLong(byte[] bytes, int offset) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  private static void putLong(byte[] bytes, int offset, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[offset + i] = (byte) (value >>> (8 * i));
    }
  }
}
