package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;
import java.util.ArrayList;
import java.util.List;

/** Lowering of concatenations: one term a part, nothing committed. */
public final class Concatenation {
  /** Labels of the parts' own axes, beyond all labels of values. */
  private static final char FIRST_OF_PARTS = '\u1000';

  /** Parts stay as wide as they are up to here. */
  private static final double ROOM = 0x1p58;

  private Concatenation() {}

  /**
   * Parts one after the other along an axis, at the finest of their scales; they are narrow where
   * wide ones have no room there.
   *
   * @param output value of the graph that the result stands for
   */
  public static Wire lower(LoweringContext context, String output, List<Wire> given, int axis) {
    List<Wire> parts =
        fit(context, given) ? given : given.stream().map(context.rescaling()::narrow).toList();
    int scale = parts.stream().mapToInt(Wire::scaleExponent).max().orElseThrow();
    int rank = parts.get(0).view().rank();
    String labels = Labels.of(rank);
    char whole = labels.charAt(axis);
    int length = parts.stream().mapToInt(part -> part.view().shape().get(axis)).sum();
    Einsum sum = context.einsum(output, labels).length(whole, length);
    List<Wire> simple = new ArrayList<>();
    for (Wire part : parts) {
      simple.add(part.view().simple(axis) ? part : context.rearranging().rearrange(part));
    }
    int offset = 0;
    for (int i = 0; i < simple.size(); i++) {
      Wire part = simple.get(i);
      char own = (char) (FIRST_OF_PARTS + i);
      String partLabels = labels.substring(0, axis) + own + labels.substring(axis + 1);
      long factor = Rescaling.factor(part.scaleExponent(), scale);
      sum.place(factor, Operand.of(part, partLabels), own, whole, offset);
      offset += part.view().shape().get(axis);
    }
    return sum.build(scale);
  }

  private static boolean fit(LoweringContext context, List<Wire> parts) {
    int finest = parts.stream().mapToInt(Wire::scaleExponent).max().orElseThrow();
    return parts.stream()
        .allMatch(
            part -> {
              long most = context.program().tensor(part.tensor()).range().magnitude();
              return Math.scalb((double) most, finest - part.scaleExponent()) <= ROOM;
            });
  }
}
