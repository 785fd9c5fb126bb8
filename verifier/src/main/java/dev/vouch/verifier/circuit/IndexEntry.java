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
  public record Part(int boxAxis, long coefficient) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Part part
          && boxAxis == part.boxAxis
          && coefficient == part.coefficient;
    }

    @Override
    public int hashCode() {
      return 31 * boxAxis + Long.hashCode(coefficient);
    }
  }

  public IndexEntry {
    parts = List.copyOf(parts);
  }

  /** Written out: what Java makes for records takes a tenth of a cold verification to link. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IndexEntry entry && offset == entry.offset && parts.equals(entry.parts);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(offset) + parts.hashCode();
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
