package dev.vouch.circuits.compile;

/** How many scales a tensor has. */
public enum ScaleGranularity {
  /** One for each slice of columns or channels where they are of unlike size. */
  SLICE,
  /** One. */
  TENSOR
}
