package dev.vouch.verifier.rows;

import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.Verifier;
import dev.vouch.verifier.format.FormatWriter;
import java.nio.charset.StandardCharsets;

/**
 * Which rows of some data a proof is about (protocol.md §11, rule 36). Immutable.
 *
 * @param first number of the first one, from 0; below 2^62
 * @param rows how many count, 1 to {@code batch}; what a proof holds beyond them is padding
 * @param batch how many the circuit takes at once
 * @param last whether no row follows in the data
 */
public record RowRange(long first, int rows, int batch, boolean last) {
  static final long MAX_FIRST = 1L << 62;

  private static final byte[] LABEL = "vouch-rows-1".getBytes(StandardCharsets.US_ASCII);

  /** What is said of the rows: label, first, rows, batch, last. */
  private static final int OWN_BYTES = LABEL.length + Long.BYTES + 2 * Integer.BYTES + 1;

  /** The most bytes of an application's context; what is said of the rows takes the others. */
  public static final int MAX_CONTEXT_BYTES = Verifier.MAX_CONTEXT_BYTES - OWN_BYTES;

  public RowRange {
    if (first < 0 || first >= MAX_FIRST || rows < 1 || rows > batch) {
      throw new IllegalArgumentException(
          rows + " rows from row " + first + " on, of a circuit for " + batch);
    }
  }

  /**
   * The most bytes of an application's context under a key: {@link #MAX_CONTEXT_BYTES}, or fewer of
   * a chain.
   */
  public static int maxContextBytes(ModelKey key) {
    return key.maxContextBytes() - OWN_BYTES;
  }

  /** Number of the row after the last one that counts. */
  public long end() {
    return first + rows;
  }

  /**
   * The context that a proof of these rows is made for.
   *
   * @param application what the application binds proofs to, such as a verifier's nonce
   * @throws IllegalArgumentException if it has more than {@link #MAX_CONTEXT_BYTES}
   */
  public byte[] context(byte[] application) {
    if (application.length > MAX_CONTEXT_BYTES) {
      throw new IllegalArgumentException(
          "a context of "
              + application.length
              + " bytes, at most "
              + MAX_CONTEXT_BYTES
              + " are allowed with rows");
    }
    return new FormatWriter()
        .bytes(LABEL)
        .u64(first)
        .u32(rows)
        .u32(batch)
        .u8(last ? 1 : 0)
        .bytes(application)
        .toByteArray();
  }

  /** The rows in words, with their numbers. */
  @Override
  public String toString() {
    return text(first, end());
  }

  /** Rows from {@code first} to before {@code end} in words. */
  static String text(long first, long end) {
    return end - first == 1 ? "row " + first : "rows " + first + " to " + (end - 1);
  }
}
