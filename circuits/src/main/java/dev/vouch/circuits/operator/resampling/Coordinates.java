package dev.vouch.circuits.operator.resampling;

import dev.vouch.circuits.node.InvalidNodeException;

/**
 * Where the cells of a resized axis lie on the original one (attribute {@code
 * coordinate_transformation_mode}). In single precision, as it is common: a position may fall just
 * beside a border between two cells.
 *
 * @param mode of the transformation
 * @param length of the original axis
 * @param resized length of the result's axis
 * @param scale as given, or resized / length
 * @param start of the region of interest, 1 being the axis's end; for {@code tf_crop_and_resize}
 * @param end of the region of interest
 */
record Coordinates(String mode, int length, int resized, float scale, float start, float end) {
  static final String CROP = "tf_crop_and_resize";

  float of(int cell) {
    return switch (mode) {
      case "half_pixel" -> halfPixel(cell);
      case "pytorch_half_pixel" -> resized > 1 ? halfPixel(cell) : 0;
      case "half_pixel_symmetric" ->
          length / 2f * (1 - resized / (scale * length)) + halfPixel(cell);
      case "align_corners" -> resized > 1 ? cell * (float) (length - 1) / (resized - 1) : 0;
      case "asymmetric" -> cell / scale;
      case "tf_half_pixel_for_nn" -> (cell + 0.5f) / scale;
      case CROP ->
          resized > 1
              ? start * (length - 1) + cell * (end - start) * (length - 1) / (resized - 1)
              : 0.5f * (start + end) * (length - 1);
      default -> throw new InvalidNodeException("coordinate_transformation_mode '" + mode + "'");
    };
  }

  private float halfPixel(int cell) {
    return (cell + 0.5f) / scale - 0.5f;
  }

  /** Whether a position is beyond the axis, where a crop has a value of its own. */
  boolean beyond(float position) {
    return mode.equals(CROP) && (position < 0 || position > length - 1);
  }
}
