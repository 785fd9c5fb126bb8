package dev.vouch.verifier.chain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A hidden output of one part of a chain that is a hidden input of a later one (protocol.md §11,
 * rule 38): the points of both are the same. Immutable.
 *
 * @param fromPart number of the part that computes it, from 0
 * @param output its name there
 * @param toPart number of the part that reads it, greater
 * @param input its name there
 */
public record ChainLink(int fromPart, String output, int toPart, String input) {
  /** The order in which files list links: by the reading part, then by the input's UTF-8 bytes. */
  public static final Comparator<ChainLink> ORDER =
      Comparator.comparingInt(ChainLink::toPart)
          .thenComparing(link -> utf8(link.input()), Arrays::compareUnsigned);

  /**
   * A link.
   *
   * @throws IllegalArgumentException if it does not go from a part to a later one
   */
  public ChainLink {
    if (fromPart < 0 || toPart <= fromPart) {
      throw new IllegalArgumentException("a link from part " + fromPart + " to part " + toPart);
    }
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code output 'x' of part 0 to input 'y' of part 1}. */
  @Override
  public String toString() {
    return "output '"
        + output
        + "' of part "
        + fromPart
        + " to input '"
        + input
        + "' of part "
        + toPart;
  }
}
