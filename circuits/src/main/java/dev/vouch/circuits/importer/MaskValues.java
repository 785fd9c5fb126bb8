package dev.vouch.circuits.importer;

import java.util.Arrays;

/** Real constants that are masks as exporters write them: part of the architecture. */
public final class MaskValues {
  /** What is added to the score of a masked cell is less than minus that. */
  private static final double FAR_BELOW = 1000;

  private MaskValues() {}

  /** Whether all cells are 0 or 1, or all are 0 or far below 0. */
  public static boolean are(double... cells) {
    return Arrays.stream(cells).allMatch(cell -> cell == 0 || cell == 1)
        || Arrays.stream(cells).allMatch(cell -> cell == 0 || cell <= -FAR_BELOW);
  }
}
