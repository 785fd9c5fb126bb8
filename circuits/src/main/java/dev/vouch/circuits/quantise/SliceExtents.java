package dev.vouch.circuits.quantise;

import java.util.Arrays;

/**
 * What was seen of the slices of a value along an axis. Not thread-safe while it is filled.
 *
 * @param least least value of each slice; +∞ if none was seen
 * @param most greatest value of each slice; −∞ if none was seen
 * @param active in how many samples a slice was not 0 everywhere
 * @param octaves for each slice how many cells lie so many powers of two below its largest
 *     magnitude, without those that are 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record SliceExtents(double[] least, double[] most, int[] active, int[] octaves) {
  /** The last of the octaves counts all cells that lie still further below. */
  private static final int OCTAVES = 17;

  /** Cells so many octaves below the largest are small beside it. */
  private static final int FAR = 8;

  /** A single small cell among few is chance. */
  private static final int LEAST_FAR = 2;

  /** Of slices of which nothing was seen. */
  public static SliceExtents none(int slices) {
    double[] least = new double[slices];
    double[] most = new double[slices];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    return new SliceExtents(least, most, new int[slices], new int[slices * OCTAVES]);
  }

  /** Takes in a cell of a sample. */
  public void add(int slice, double cell) {
    double magnitude = Math.abs(cell);
    if (magnitude > magnitude(slice)) {
      lower(slice, Math.getExponent(magnitude) - Math.getExponent(magnitude(slice)));
    }
    least[slice] = Math.min(least[slice], cell);
    most[slice] = Math.max(most[slice], cell);
    if (cell != 0) {
      active[slice] = 1;
      int below = Math.getExponent(magnitude(slice)) - Math.getExponent(magnitude);
      octaves[slice * OCTAVES + Math.min(below, OCTAVES - 1)]++;
    }
  }

  /** Takes in a sample. */
  public void add(SliceExtents sample) {
    for (int slice = 0; slice < count(); slice++) {
      int above = Math.getExponent(sample.magnitude(slice)) - Math.getExponent(magnitude(slice));
      lower(slice, above);
      sample.lower(slice, -above);
      least[slice] = Math.min(least[slice], sample.least[slice]);
      most[slice] = Math.max(most[slice], sample.most[slice]);
      active[slice] += sample.active[slice];
      for (int octave = slice * OCTAVES; octave < (slice + 1) * OCTAVES; octave++) {
        octaves[octave] += sample.octaves[octave];
      }
    }
  }

  /** All cells as those of one slice. */
  SliceExtents together() {
    SliceExtents all = none(1);
    for (int slice = 0; slice < count(); slice++) {
      int first = slice * OCTAVES;
      int[] below = Arrays.copyOfRange(octaves, first, first + OCTAVES);
      all.add(
          new SliceExtents(
              new double[] {least[slice]},
              new double[] {most[slice]},
              new int[] {active[slice]},
              below));
    }
    return all;
  }

  /**
   * The same without the largest cells of each slice: they count as if they were as large as scales
   * leave twice the room of, so that what is kept fits.
   *
   * @param share of the cells that may be beyond; where none may, nothing changes
   */
  SliceExtents within(double share) {
    SliceExtents kept =
        new SliceExtents(least.clone(), most.clone(), active.clone(), octaves.clone());
    for (int slice = 0; slice < count(); slice++) {
      int[] cells = Arrays.copyOfRange(octaves, slice * OCTAVES, (slice + 1) * OCTAVES);
      double beyond = share * Arrays.stream(cells).asLongStream().sum();
      if (beyond >= 1) {
        int dropped = 0;
        while (dropped < OCTAVES - 1 && cells[dropped] <= beyond) {
          beyond -= cells[dropped];
          dropped++;
        }
        kept.cut(slice, dropped);
      }
    }
    return kept;
  }

  /** Makes a slice's cells at most half of what those {@code dropped} octaves below reach. */
  private void cut(int slice, int dropped) {
    double bound = Math.scalb(1.0, Math.getExponent(magnitude(slice)) - dropped);
    least[slice] = Math.max(-bound, Math.min(bound, least[slice]));
    most[slice] = Math.max(-bound, Math.min(bound, most[slice]));
    int first = slice * OCTAVES;
    for (int octave = 0; octave < OCTAVES - 1; octave++) {
      int above = octaves[first + octave];
      int to = first + Math.max(0, octave - dropped);
      octaves[first + octave] = 0;
      octaves[to] += above;
    }
  }

  /** Counts cells of a slice as lying further below, if {@code by} is more than 0. */
  private void lower(int slice, int by) {
    int first = slice * OCTAVES;
    for (int octave = OCTAVES - 1; by > 0 && octave >= 0; octave--) {
      int cells = octaves[first + octave];
      octaves[first + octave] = 0;
      octaves[first + (int) Math.min(octave + (long) by, OCTAVES - 1)] += cells;
    }
  }

  /** Some of the slices, in an order. */
  public SliceExtents select(int... slices) {
    SliceExtents some = none(slices.length);
    for (int i = 0; i < slices.length; i++) {
      some.least[i] = least[slices[i]];
      some.most[i] = most[slices[i]];
      some.active[i] = active[slices[i]];
      System.arraycopy(octaves, slices[i] * OCTAVES, some.octaves, i * OCTAVES, OCTAVES);
    }
    return some;
  }

  /** Of values that are larger by a factor. */
  public SliceExtents times(double factor) {
    return new SliceExtents(
        Arrays.stream(least).map(end -> end * factor).toArray(),
        Arrays.stream(most).map(end -> end * factor).toArray(),
        active.clone(),
        octaves.clone());
  }

  /** Number of slices. */
  public int count() {
    return active.length;
  }

  /** Largest |x| of a slice; 0 if none was seen. */
  public double magnitude(int slice) {
    return Math.max(0, Math.max(-least[slice], most[slice]));
  }

  /**
   * A bound below all |x| of a slice that are not 0, within a factor of 2; 0 if it is not known for
   * some lie too far below the largest, +∞ if all are 0.
   */
  public double leastMagnitude(int slice) {
    if (least[slice] > 0) {
      return least[slice];
    }
    for (int octave = OCTAVES - 1; octave >= 0; octave--) {
      if (octaves[slice * OCTAVES + octave] > 0) {
        return octave == OCTAVES - 1
            ? 0
            : Math.scalb(1.0, Math.getExponent(magnitude(slice)) - octave);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Largest |x| of each slice. */
  public double[] magnitudes() {
    double[] magnitudes = new double[count()];
    Arrays.setAll(magnitudes, this::magnitude);
    return magnitudes;
  }

  /**
   * Whether in some slice many cells are about as large as its largest, many are smaller by 2^8 and
   * more, and hardly any lie between: its size then says nothing of the small ones, as in scores
   * beside a mask.
   */
  public boolean mixed() {
    for (int slice = 0; slice < count(); slice++) {
      int[] cells = Arrays.copyOfRange(octaves, slice * OCTAVES, (slice + 1) * OCTAVES);
      int all = Arrays.stream(cells).sum();
      int near = cells[0] + cells[1];
      int far = Arrays.stream(cells, FAR, OCTAVES).sum();
      boolean many = far >= LEAST_FAR && 20 * near >= all && 10 * far >= all;
      if (many && 20 * (all - near - far) < all) {
        return true;
      }
    }
    return false;
  }
}
