package dev.vouch.cli.file;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files that vouch writes, told apart by their first bytes (docs/spec/formats.md §3–§5). */
public enum FileKind {
  MODEL("VOUCHMDL", "provable model"),
  KEY("VOUCHKEY", "verifying key"),
  PROOF("VOUCHPRF", "proof"),
  COMPACT_PROOF("VOUCHPRC", "compact proof");

  private final String magic;
  private final String words;

  FileKind(String magic, String words) {
    this.magic = magic;
    this.words = words;
  }

  /**
   * The kind of a file.
   *
   * @throws CommandException with exit code 3 if the bytes begin as none of them does
   */
  public static FileKind of(byte[] bytes, String name) throws CommandException {
    return find(bytes)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.MALFORMED,
                    "MALFORMED",
                    "neither a model nor a key nor a proof of vouch; "
                        + name
                        + "; give a file that compile or prove wrote"));
  }

  /** The kind of a file that begins with these bytes, if it is any. */
  public static Optional<FileKind> find(byte[] bytes) {
    for (FileKind kind : values()) {
      int length = kind.magic.length();
      if (bytes.length >= length + Integer.BYTES
          && kind.magic.equals(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The format version that follows the magic bytes of a file of this kind. */
  public int version(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(magic.length());
  }

  /** Whether it is a proof of either form. */
  public boolean isProof() {
    return this == PROOF || this == COMPACT_PROOF;
  }

  /** What it is, in words. */
  public String words() {
    return words;
  }
}
