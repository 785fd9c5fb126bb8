package dev.vouch.verifier.rows;

import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FileKind;
import dev.vouch.verifier.format.FormatWriter;
import java.util.Arrays;

/** The bytes of a file of proofs of rows (formats.md §7), piece by piece. */
public final class RowProofWriter {
  static final int VERSION = 1;
  static final int CHECK_BYTES = 8;

  /** The most bytes of a proof in such a file. */
  static final int MAX_PROOF_BYTES = 1 << 26;

  private RowProofWriter() {}

  /**
   * What a file begins with.
   *
   * @param batch how many rows the model's circuit takes at once, at least 1
   */
  public static byte[] header(ModelId model, int batch) {
    return new FormatWriter()
        .header(FileKind.ROW_PROOFS, VERSION)
        .bytes(model.bytes())
        .u32(batch)
        .toByteArray();
  }

  /**
   * A record. Whoever appends it writes all of it or takes back what was written.
   *
   * @throws IllegalArgumentException if the proof has more than 2^26 bytes
   */
  public static byte[] record(RowProof proof) {
    if (proof.proof().length > MAX_PROOF_BYTES) {
      throw new IllegalArgumentException("a proof of " + proof.proof().length + " bytes");
    }
    RowRange range = proof.range();
    FormatWriter out =
        new FormatWriter()
            .u64(range.first())
            .u32(range.rows())
            .u8(range.last() ? 1 : 0)
            .u32(proof.proof().length)
            .bytes(proof.proof());
    return out.bytes(check(out.toByteArray())).toByteArray();
  }

  /** What tells a record that was written to its end. */
  static byte[] check(byte[] record) {
    return Arrays.copyOf(Identifiers.sha3(record), CHECK_BYTES);
  }
}
