package dev.vouch.circuits.lowering;

import java.util.ArrayList;
import java.util.List;

/** Lowering of concatenations: one term a part, nothing committed. */
public final class Concatenation {
  /** Labels of the parts' own axes, beyond all labels of values. */
  private static final char FIRST_OF_PARTS = '\u1000';

  private Concatenation() {}

  /**
   * Parts one after the other along an axis, at the finest of their scales.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(Lowering lowering, String output, List<Wire> parts, int axis) {
    int scale = parts.stream().mapToInt(Wire::scaleExponent).max().orElseThrow();
    int rank = parts.get(0).view().rank();
    String labels = Lowering.labels(rank);
    char whole = labels.charAt(axis);
    int length = parts.stream().mapToInt(part -> part.view().shape().get(axis)).sum();
    Einsum sum = lowering.einsum(output, labels).length(whole, length);
    int offset = 0;
    List<Wire> simple = new ArrayList<>();
    parts.forEach(part -> simple.add(part.view().simple(axis) ? part : lowering.rearranged(part)));
    for (int i = 0; i < simple.size(); i++) {
      Wire part = simple.get(i);
      char own = (char) (FIRST_OF_PARTS + i);
      String partLabels = labels.substring(0, axis) + own + labels.substring(axis + 1);
      sum.place(
          Lowering.refinement(part.scaleExponent(), scale),
          lowering.term(part, partLabels),
          own,
          whole,
          offset);
      offset += part.view().shape().get(axis);
    }
    return sum.build(scale);
  }
}
