package dev.vouch.cli.file;

import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.failure.ExitCode;
import dev.vouch.verifier.format.FileKind;
import java.util.Arrays;
import java.util.Optional;

/** The files of vouch that commands read. */
public enum VouchFile {
  MODEL(FileKind.MODEL),
  KEY(FileKind.KEY),
  PROOF(FileKind.PROOF),
  COMPACT_PROOF(FileKind.COMPACT_PROOF),
  ROW_PROOFS(FileKind.ROW_PROOFS),
  OPENINGS(FileKind.OPENINGS),
  COMMITMENT(FileKind.COMMITMENT),
  CHAIN_MODEL(FileKind.CHAIN_MODEL),
  CHAIN_KEY(FileKind.CHAIN_KEY),
  CHAIN_PROOF(FileKind.CHAIN_PROOF);

  private final FileKind kind;

  VouchFile(FileKind kind) {
    this.kind = kind;
  }

  /**
   * Which of them a file is.
   *
   * @throws CommandException with exit code 3 if the bytes begin as none of them does
   */
  public static VouchFile of(byte[] bytes, String name) throws CommandException {
    return find(bytes)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.MALFORMED,
                    "MALFORMED",
                    begunBy(bytes)
                            .map(
                                kind ->
                                    "cut off after " + bytes.length + " bytes: a " + kind.words())
                            .orElse("neither a model nor a key nor a proof of vouch")
                        + "; "
                        + name
                        + "; give a file that compile or prove wrote"));
  }

  /** Which of them begins with these bytes, if it is any and has a version. */
  static Optional<VouchFile> find(byte[] bytes) {
    return begunBy(bytes).filter(kind -> bytes.length >= FileKind.HEADER_BYTES);
  }

  /** As {@link #find}, also where nothing else is left of it. */
  static Optional<VouchFile> begunBy(byte[] bytes) {
    return FileKind.of(bytes)
        .flatMap(kind -> Arrays.stream(values()).filter(file -> file.kind == kind).findFirst());
  }

  /** The format version of a file of this kind. */
  public int version(byte[] bytes) {
    return kind.version(bytes);
  }

  /** Whether it is a proof of either form. */
  public boolean isProof() {
    return this == PROOF || this == COMPACT_PROOF;
  }

  /** What it is, in words. */
  public String words() {
    return kind.words();
  }
}
