package dev.vouch.circuits.quantise;

import java.util.Arrays;

/**
 * What was seen of the slices of a value along an axis. Not thread-safe while it is filled.
 *
 * @param least least value of each slice; +∞ if none was seen
 * @param most greatest value of each slice; −∞ if none was seen
 * @param active in how many samples a slice was not 0 everywhere
 */
@SuppressWarnings("ArrayRecordComponent")
public record SliceExtents(double[] least, double[] most, int[] active) {
  /** Of slices of which nothing was seen. */
  public static SliceExtents none(int slices) {
    double[] least = new double[slices];
    double[] most = new double[slices];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    return new SliceExtents(least, most, new int[slices]);
  }

  /** Takes in the least and the greatest value of each slice in a sample. */
  public void add(double[] sampleLeast, double[] sampleMost) {
    for (int slice = 0; slice < least.length; slice++) {
      least[slice] = Math.min(least[slice], sampleLeast[slice]);
      most[slice] = Math.max(most[slice], sampleMost[slice]);
      active[slice] += sampleLeast[slice] < 0 || sampleMost[slice] > 0 ? 1 : 0;
    }
  }

  /** Number of slices. */
  public int count() {
    return active.length;
  }

  /** Largest |x| of each slice. */
  public double[] magnitudes() {
    double[] magnitudes = new double[count()];
    Arrays.setAll(magnitudes, slice -> Math.max(0, Math.max(-least[slice], most[slice])));
    return magnitudes;
  }
}
