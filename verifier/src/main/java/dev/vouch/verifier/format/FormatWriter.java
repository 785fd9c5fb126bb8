package dev.vouch.verifier.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the conventions of formats.md. Not thread-safe. */
public final class FormatWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Magic and version. */
  public FormatWriter header(FileKind kind, int version) {
    return bytes(kind.magic()).u32(version);
  }

  /** The low 8 bits. */
  public FormatWriter u8(int value) {
    out.write(value);
    return this;
  }

  /** 32 bits, signed or unsigned. */
  public FormatWriter u32(int value) {
    for (int i = 0; i < 32; i += 8) {
      out.write(value >>> i);
    }
    return this;
  }

  /** 64 bits, signed or unsigned. */
  public FormatWriter u64(long value) {
    for (int i = 0; i < 64; i += 8) {
      out.write((int) (value >>> i));
    }
    return this;
  }

  /** The lowest {@code width} bytes of a signed number, which has to fit them. */
  public FormatWriter signed(long value, int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (value >> (8 * i)));
    }
    return this;
  }

  /** The least number of bytes whose two's complement holds all from {@code lo} to {@code hi}. */
  public static int signedWidth(long lo, long hi) {
    return Math.max(signedWidth(lo), signedWidth(hi));
  }

  private static int signedWidth(long value) {
    int magnitudeBits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    return magnitudeBits / Byte.SIZE + 1;
  }

  /** An unsigned LEB128 number in its shortest form. */
  public FormatWriter uvar(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) rest | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** A zigzag LEB128 number. */
  public FormatWriter svar(long value) {
    return uvar(value << 1 ^ value >> 63);
  }

  /**
   * A string.
   *
   * @throws IllegalArgumentException if it has more than 255 bytes of UTF-8
   */
  public FormatWriter string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > 255) {
      throw new IllegalArgumentException("string of more than 255 bytes: " + text);
    }
    return u8(utf8.length).bytes(utf8);
  }

  /** Bytes as they are. */
  public FormatWriter bytes(byte[] data) {
    out.writeBytes(data);
    return this;
  }

  /** How many bytes were written. */
  public int size() {
    return out.size();
  }

  /** All bytes written. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
