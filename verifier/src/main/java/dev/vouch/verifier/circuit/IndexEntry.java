package dev.vouch.verifier.circuit;

import java.util.List;

/**
 * Affine index of one tensor axis: offset + Σ coefficient · boxAxis (protocol.md §2).
 *
 * @param offset constant part
 * @param parts box axes with non-zero coefficients, box axis ascending
 */
public record IndexEntry(long offset, List<Part> parts) {
  /** One summand: coefficient · index of a box axis. */
  public record Part(int boxAxis, long coefficient) {}

  public IndexEntry {
    parts = List.copyOf(parts);
  }

  /** The index of one box axis. */
  public static IndexEntry axis(int boxAxis) {
    return new IndexEntry(0, List.of(new Part(boxAxis, 1)));
  }

  /** A fixed index. */
  public static IndexEntry constant(long offset) {
    return new IndexEntry(offset, List.of());
  }
}
