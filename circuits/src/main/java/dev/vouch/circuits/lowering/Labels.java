package dev.vouch.circuits.lowering;

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
}
