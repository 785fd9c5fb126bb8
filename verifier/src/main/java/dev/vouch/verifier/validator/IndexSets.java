package dev.vouch.verifier.validator;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A product of sets of indices, one for each axis of a tensor. Ordered, so that a set of products
 * needs no hash whose collisions the author of a circuit could choose. Immutable.
 */
final class IndexSets implements Comparable<IndexSets> {
  private final BitSet[] axes;

  /** The words of each axis's set, lowest first, without zeros at the end. */
  private final long[][] words;

  /** Of the sets of all axes, which are not changed afterwards. */
  IndexSets(BitSet[] axes) {
    this.axes = axes;
    this.words = Arrays.stream(axes).map(BitSet::toLongArray).toArray(long[][]::new);
  }

  int rank() {
    return axes.length;
  }

  /** The indices of an axis; read-only. */
  BitSet axis(int axis) {
    return axes[axis];
  }

  @Override
  public int compareTo(IndexSets other) {
    for (int axis = 0; axis < words.length; axis++) {
      int order = Arrays.compare(words[axis], other.words[axis]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexSets sets && Arrays.deepEquals(words, sets.words);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(words);
  }
}
