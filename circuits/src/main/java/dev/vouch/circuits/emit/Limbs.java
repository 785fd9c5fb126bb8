package dev.vouch.circuits.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * How a number v ∈ [0, 2^w) is written in balanced limbs: v = Σ_i 2^offset(i) · (digit_i +
 * 2^(width(i)−1)) with digit_i ∈ [−2^(width(i)−1), 2^(width(i)−1)) (docs/spec/primitives.md §0).
 * Limb 0 is the lowest.
 *
 * @param widths bits of each limb
 */
public record Limbs(List<Integer> widths) {
  public Limbs {
    widths = List.copyOf(widths);
  }

  /**
   * Limbs of {@code limbBits} bits, and one shorter limb at the top if {@code bits} is no multiple.
   */
  public static Limbs of(int bits, int limbBits) {
    List<Integer> widths = new ArrayList<>();
    for (int left = bits; left > 0; left -= limbBits) {
      widths.add(Math.min(left, limbBits));
    }
    return new Limbs(widths);
  }

  /** The least number of whole limbs that hold {@code bits} bits. */
  public static Limbs whole(int bits, int limbBits) {
    return of((bits + limbBits - 1) / limbBits * limbBits, limbBits);
  }

  public int count() {
    return widths.size();
  }

  /** Total width. */
  public int bits() {
    return offset(count());
  }

  public int width(int limb) {
    return widths.get(limb);
  }

  /** Weight of the limb is 2^offset. */
  public int offset(int limb) {
    int offset = 0;
    for (int i = 0; i < limb; i++) {
      offset += widths.get(i);
    }
    return offset;
  }

  /** Half the size of the limb's range: what is added to its digit. */
  long centre(int limb) {
    return 1L << (width(limb) - 1);
  }

  /**
   * Σ 2^offset · centre over the limbs from {@code first} on: the part of the number that does not
   * depend on digits.
   *
   * @throws ArithmeticException if it passes 2^63
   */
  long centres(int first) {
    if (bits() >= Long.SIZE) {
      throw new ArithmeticException("a number of " + bits() + " bits");
    }
    long sum = 0;
    for (int i = first; i < count(); i++) {
      sum = Math.addExact(sum, centre(i) << offset(i));
    }
    return sum;
  }

  /** The digit of a number that lies in [0, 2^bits). */
  public long digit(long number, int limb) {
    return (number >> offset(limb) & (1L << width(limb)) - 1) - centre(limb);
  }
}
