package dev.vouch.circuits.view;

import java.util.List;

/**
 * Part of an axis of a view.
 *
 * @param length number of its cells
 * @param tensorAxis the tensor axis it steps along, or {@link #BROADCAST}
 * @param stride cells of the tensor axis between two of its own
 */
record Factor(int length, int tensorAxis, long stride) {
  /** No tensor axis: all cells of the factor read the same cell. */
  static final int BROADCAST = -1;

  /** A factor that steps along no tensor axis. */
  static Factor broadcast(int length) {
    return new Factor(length, BROADCAST, 0);
  }

  /** Whether it steps along no tensor axis. */
  boolean isBroadcast() {
    return tensorAxis == BROADCAST;
  }

  /** The outer and the inner one of two factors of which this one is the product. */
  Factor[] split(int outer) {
    int inner = length / outer;
    return new Factor[] {
      new Factor(outer, tensorAxis, stride * inner), new Factor(inner, tensorAxis, stride)
    };
  }

  /** {@code count} cells, {@code step} of this factor's apart. */
  Factor stepping(int count, int step) {
    return new Factor(count, tensorAxis, stride * step);
  }

  /** Product of the lengths. */
  static int length(List<Factor> factors) {
    return factors.stream().mapToInt(Factor::length).reduce(1, Math::multiplyExact);
  }

  /** The lengths, outermost first. */
  static List<Integer> lengths(List<Factor> factors) {
    return factors.stream().map(Factor::length).toList();
  }
}
