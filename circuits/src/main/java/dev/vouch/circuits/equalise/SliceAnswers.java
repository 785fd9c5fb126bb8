package dev.vouch.circuits.equalise;

import dev.vouch.circuits.quantise.SliceAxis;
import java.util.List;

/** What a node asks of the sizes of the slices that it reads and gives. */
interface SliceAnswers {
  /** Whether slices are larger along one axis than along the other by unlike ratios. */
  boolean apart(SliceAxis axis, SliceAxis other);

  /**
   * Whether slices that are parts of the same one are unlike.
   *
   * @param parts of which one each slice along the axis is a part
   */
  boolean unlikeWithin(SliceAxis axis, int[] parts);

  /**
   * Exponents for the slices along an axis, and negated for those along another that they meet in a
   * sum of products; none if that gains too little.
   */
  List<Integer> balance(SliceAxis axis, SliceAxis other);
}
