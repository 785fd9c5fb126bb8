package dev.vouch.circuits.operator.attention;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which queries see which keys, as far as it is known beforehand: booleans that broadcast to
 * [batch, heads, queries, keys]; null where all see all.
 */
final class AllowedKeys {
  private AllowedKeys() {}

  /**
   * What causality, windows and the lengths of sequences allow: query i of sequence b, whose
   * position is p = i + offset(b), sees key j if j ≤ p where it is causal, p − left ≤ j ≤ p +
   * right, and j < length(b).
   *
   * @param offsets one a sequence, or one for all
   * @param left −1: no bound
   * @param right −1: no bound
   * @param lengths valid keys of each sequence; null: all are
   */
  static @Nullable TensorData byPosition(
      int queries,
      int keys,
      long[] offsets,
      boolean causal,
      long left,
      long right,
      long @Nullable [] lengths) {
    if (!causal && left < 0 && right < 0 && lengths == null) {
      return null;
    }
    long[] allowed =
        new long[Math.multiplyExact(offsets.length, Math.multiplyExact(queries, keys))];
    int cell = 0;
    for (int b = 0; b < offsets.length; b++) {
      for (int i = 0; i < queries; i++) {
        long position = i + offsets[b];
        for (int j = 0; j < keys; j++) {
          boolean sees =
              (!causal || j <= position)
                  && (left < 0 || j >= position - left)
                  && (right < 0 || j <= position + right)
                  && (lengths == null || j < lengths[b]);
          allowed[cell++] = sees ? 1 : 0;
        }
      }
    }
    return TensorData.ofLongs(DataType.BOOL, new int[] {offsets.length, 1, queries, keys}, allowed);
  }

  /** The first {@code given} of {@code keys} keys; null if these are all. */
  static @Nullable TensorData first(int given, int keys) {
    if (given == keys) {
      return null;
    }
    long[] allowed = new long[keys];
    Arrays.fill(allowed, 0, given, 1);
    return TensorData.ofLongs(DataType.BOOL, new int[] {keys}, allowed);
  }

  /** Where a known mask of real numbers is not −∞; null if it nowhere is. */
  static @Nullable TensorData notMasked(TensorData mask) {
    long[] allowed = new long[mask.size()];
    boolean all = true;
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = mask.doubles()[i] == Double.NEGATIVE_INFINITY ? 0 : 1;
      all &= allowed[i] == 1;
    }
    return all ? null : TensorData.ofLongs(DataType.BOOL, mask.shape(), allowed);
  }

  /** Where both allow it. */
  static @Nullable TensorData both(@Nullable TensorData a, @Nullable TensorData b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int[] shape = Shape.broadcast(a.shape(), b.shape());
    long[] left = a.broadcastTo(shape).longs();
    long[] right = b.broadcastTo(shape).longs();
    long[] both = new long[left.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = left[i] * right[i];
    }
    return TensorData.ofLongs(DataType.BOOL, shape, both);
  }

  /** Which queries see a key at all, with one key; null if all do. */
  static @Nullable TensorData seeing(TensorData allowed) {
    int[] shape = allowed.shape().clone();
    int keys = shape[shape.length - 1];
    shape[shape.length - 1] = 1;
    long[] seeing = new long[allowed.size() / Math.max(keys, 1)];
    boolean all = true;
    for (int row = 0; row < seeing.length; row++) {
      for (int j = 0; j < keys; j++) {
        seeing[row] |= allowed.longs()[row * keys + j];
      }
      all &= seeing[row] == 1;
    }
    return all ? null : TensorData.ofLongs(DataType.BOOL, shape, seeing);
  }
}
