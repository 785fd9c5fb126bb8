package dev.vouch.circuits.quantise;

/**
 * What was seen of the slices of a value along an axis. Not thread-safe while it is filled.
 *
 * @param magnitudes largest |x| of each slice
 * @param active in how many samples a slice was not 0 everywhere
 */
@SuppressWarnings("ArrayRecordComponent")
public record SliceExtents(double[] magnitudes, int[] active) {
  /** Of slices of which nothing was seen. */
  public static SliceExtents none(int slices) {
    return new SliceExtents(new double[slices], new int[slices]);
  }

  /** Takes in the largest |x| of each slice in a sample. */
  public void add(double[] sample) {
    for (int slice = 0; slice < sample.length; slice++) {
      magnitudes[slice] = Math.max(magnitudes[slice], sample[slice]);
      active[slice] += sample[slice] > 0 ? 1 : 0;
    }
  }
}
