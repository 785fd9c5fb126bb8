package dev.vouch.circuits.lowering;

import dev.vouch.circuits.view.View;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Labels of axes, one character each, as an {@link Einsum} takes them. */
public final class Labels {
  private Labels() {}

  /** As many different labels as there are axes. */
  public static String of(int rank) {
    return IntStream.range(0, rank)
        .mapToObj(axis -> Character.toString('a' + axis))
        .collect(Collectors.joining());
  }

  /** How many terms each cell of a sum has: the cells along the labels that the result lacks. */
  public static int terms(View x, String labels, String resultLabels) {
    int terms = 1;
    for (int axis = 0; axis < labels.length(); axis++) {
      terms *= resultLabels.indexOf(labels.charAt(axis)) < 0 ? x.shape().get(axis) : 1;
    }
    return terms;
  }
}
