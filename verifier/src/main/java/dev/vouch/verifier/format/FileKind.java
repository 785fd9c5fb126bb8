package dev.vouch.verifier.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What vouch writes, told apart by its first eight bytes (formats.md §3 to §11); a version follows.
 */
public enum FileKind {
  MODEL("VOUCHMDL", "provable model", FormatReader.COMPILE_AGAIN),
  /** A part of a model, not a file of its own. */
  PROGRAM("VOUCHPRG", "program", FormatReader.COMPILE_AGAIN),
  KEY("VOUCHKEY", "verifying key", FormatReader.COMPILE_AGAIN),
  PROOF("VOUCHPRF", "proof", FormatReader.PROVE_AGAIN),
  COMPACT_PROOF("VOUCHPRC", "compact proof", FormatReader.PROVE_AGAIN),
  OPENINGS("VOUCHOPN", "file of openings", FormatReader.PROVE_AGAIN),
  ROW_PROOFS("VOUCHPRS", "file of proofs of rows", FormatReader.PROVE_AGAIN),
  COMMITMENT("VOUCHCOM", "commitment to data", FormatReader.COMMIT_AGAIN),
  CHAIN_KEY("VOUCHKCH", "verifying key of a chain", FormatReader.COMPILE_AGAIN),
  CHAIN_PROOF("VOUCHPCH", "proof of a chain", FormatReader.PROVE_AGAIN),
  CHAIN_MODEL("VOUCHMCH", "provable model of a chain", FormatReader.COMPILE_AGAIN);

  /** Length of magic and version. */
  public static final int HEADER_BYTES = 12;

  private final String magic;
  private final String words;
  private final String renewal;

  FileKind(String magic, String words, String renewal) {
    this.magic = magic;
    this.words = words;
    this.renewal = renewal;
  }

  /** The kind of what begins with these bytes, if it is any; nothing behind the magic is read. */
  public static Optional<FileKind> of(byte[] bytes) {
    return Arrays.stream(values())
        .filter(kind -> new FormatReader(bytes).startsWith(kind))
        .findFirst();
  }

  /**
   * The format version that follows the magic in bytes of this kind.
   *
   * @throws IndexOutOfBoundsException if there are fewer than {@link #HEADER_BYTES}
   */
  public int version(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(magic.length());
  }

  /** What it is, in words. */
  public String words() {
    return words;
  }

  /** The magic as it is written: ASCII. */
  byte[] magic() {
    return magic.getBytes(StandardCharsets.US_ASCII);
  }

  String magicText() {
    return magic;
  }

  /** What makes a file of today's version out of one that is too old. */
  String renewal() {
    return renewal;
  }
}
