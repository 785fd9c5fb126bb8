package dev.vouch.verifier.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the conventions of formats.md from a byte array that may come from anyone. Each method
 * reads one thing and throws {@link MalformedFormatException} if the bytes end or are not in
 * canonical form; nothing is allocated for a count before the bytes left have been compared with
 * it. Not thread-safe.
 */
public final class FormatReader {
  static final String COMPILE_AGAIN = "compile the model again with this vouch";
  static final String PROVE_AGAIN = "prove again with this vouch";
  static final String COMMIT_AGAIN = "commit to the data again with this vouch";

  private final byte[] bytes;
  private final ByteBuffer buffer;

  /** Reads {@code bytes} from the start; the array is not copied. */
  public FormatReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code length} bytes from {@code offset}; the array is not copied. */
  public FormatReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the next byte is read, counted from the start of the array. */
  public int position() {
    return buffer.position();
  }

  /** How many bytes are left. */
  public int remaining() {
    return buffer.remaining();
  }

  /** Whether the magic of {@code kind} comes next; reads nothing. */
  public boolean startsWith(FileKind kind) {
    byte[] expected = kind.magic();
    int from = buffer.position();
    return remaining() >= expected.length
        && Arrays.equals(expected, 0, expected.length, bytes, from, from + expected.length);
  }

  /** Reads the magic of {@code kind} and a version, and refuses any other. */
  public void header(FileKind kind, int version) throws MalformedFormatException {
    header(kind, version, version);
  }

  /** Reads the magic of {@code kind} and a version from {@code oldest} to {@code newest}. */
  public int header(FileKind kind, int oldest, int newest) throws MalformedFormatException {
    byte[] expected = kind.magic();
    String name = kind.magicText();
    if (!Arrays.equals(expected, take(expected.length, "magic"))) {
      throw new MalformedFormatException("not a " + name + " file: it begins with other bytes");
    }
    return version(name, oldest, newest, kind.renewal());
  }

  /** Reads the version of what is compiled, from {@code oldest} to {@code newest}. */
  public int version(String what, int oldest, int newest) throws MalformedFormatException {
    return version(what, oldest, newest, COMPILE_AGAIN);
  }

  private int version(String what, int oldest, int newest, String renewal)
      throws MalformedFormatException {
    int found = i32(what + " version");
    if (found < oldest || found > newest) {
      throw new MalformedFormatException(
          what
              + " has format version "
              + Integer.toUnsignedString(found)
              + "; this build reads version "
              + (oldest == newest ? newest : oldest + " to " + newest)
              + "; "
              + (found >= 0 && found < oldest ? renewal : "it is of a newer vouch: upgrade"));
    }
    return found;
  }

  /** An unsigned byte. */
  public int u8(String what) throws MalformedFormatException {
    need(1, what);
    return buffer.get() & 0xff;
  }

  /** An unsigned byte of at most {@code most}. */
  public int u8(String what, int most) throws MalformedFormatException {
    int value = u8(what);
    if (value > most) {
      throw malformed(what + " is " + value + ", at most " + most + " is allowed");
    }
    return value;
  }

  /** A signed 32-bit integer. */
  public int i32(String what) throws MalformedFormatException {
    need(4, what);
    return buffer.getInt();
  }

  /** An unsigned 32-bit integer below 2^31. */
  public int u31(String what) throws MalformedFormatException {
    int value = i32(what);
    if (value < 0) {
      throw malformed(what + " is " + Integer.toUnsignedString(value) + ", below 2^31 is allowed");
    }
    return value;
  }

  /** A signed 64-bit integer. */
  public long i64(String what) throws MalformedFormatException {
    need(8, what);
    return buffer.getLong();
  }

  /** A signed integer of {@code width} bytes, at most eight. */
  public long signed(String what, int width) throws MalformedFormatException {
    need(width, what);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (buffer.get() & 0xffL) << (8 * i);
    }
    int unused = Long.SIZE - 8 * width;
    return (value << unused) >> unused;
  }

  /** A count (u32) of elements that take at least {@code least} bytes each. */
  public int count(String what, int least) throws MalformedFormatException {
    int count = u31("number of " + what);
    if ((long) count * least > buffer.remaining()) {
      throw malformed(
          count + " " + what + " announced, but only " + buffer.remaining() + " bytes are left");
    }
    return count;
  }

  /**
   * A count (u32) that must be {@code expected}, of elements that take at least {@code least} bytes
   * each; the bytes for them are there.
   */
  public int expectCount(String what, long expected, int least) throws MalformedFormatException {
    int count = count(what, least);
    if (count != expected) {
      throw malformed(count + " " + what + " announced, the circuit has " + expected);
    }
    return count;
  }

  /** A length (u64) of bytes that follow. */
  public int length(String what) throws MalformedFormatException {
    long length = i64("length of " + what);
    if (length < 0 || length > buffer.remaining()) {
      throw malformed(
          what
              + " announces "
              + Long.toUnsignedString(length)
              + " bytes, "
              + buffer.remaining()
              + " are left");
    }
    return (int) length;
  }

  /** The next {@code length} bytes, copied. */
  public byte[] take(int length, String what) throws MalformedFormatException {
    need(length, what);
    byte[] out = new byte[length];
    buffer.get(out);
    return out;
  }

  /** An unsigned LEB128 number in its shortest form. */
  public long uvar(String what) throws MalformedFormatException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int b = u8(what);
      if (shift == 63 && b > 1) {
        throw malformed(what + " does not fit 64 bits");
      }
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0) {
          throw malformed(what + " is not in its shortest form");
        }
        return value;
      }
    }
  }

  /** A zigzag LEB128 number. */
  public long svar(String what) throws MalformedFormatException {
    long z = uvar(what);
    return z >>> 1 ^ -(z & 1);
  }

  /** A string: u8 length, then UTF-8 without characters that {@link NameCharacters} forbids. */
  public String string(String what) throws MalformedFormatException {
    int length = u8(what);
    need(length, what);
    ByteBuffer part = buffer.slice().limit(length);
    buffer.position(buffer.position() + length);
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(part)
              .toString();
    } catch (CharacterCodingException e) {
      throw malformed(what + " is not UTF-8");
    }
    if (NameCharacters.anyForbidden(text)) {
      throw malformed(what + " contains a control or format character or a line separator");
    }
    return text;
  }

  /** Refuses bytes that are left. */
  public void end(String what) throws MalformedFormatException {
    if (buffer.hasRemaining()) {
      throw malformed(buffer.remaining() + " bytes after the end of " + what);
    }
  }

  /** The array that is read from, not copied. */
  public byte[] array() {
    return bytes;
  }

  /** An error at this place. */
  public MalformedFormatException malformed(String message) {
    return new MalformedFormatException(message + " (byte " + buffer.position() + ")");
  }

  private void need(int count, String what) throws MalformedFormatException {
    if (buffer.remaining() < count) {
      throw malformed("the bytes end inside " + what);
    }
  }
}
