package dev.vouch.verifier.chain;

import dev.vouch.verifier.circuit.codec.Identifiers;
import dev.vouch.verifier.format.FormatReader;
import dev.vouch.verifier.format.FormatWriter;
import dev.vouch.verifier.format.MalformedFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What files of chains have in common (formats.md §11). Stateless and thread-safe. */
public final class ChainFormat {
  /** Most parts of a chain. */
  public static final int MAX_PARTS = 64;

  /** fromPart, output, toPart, input. */
  private static final int LEAST_BYTES = 4 + 1 + 4 + 1;

  private ChainFormat() {}

  /** Writes links, which stand in {@link ChainLink#ORDER}. */
  public static void writeLinks(FormatWriter out, List<ChainLink> links) {
    out.u32(links.size());
    for (ChainLink link : links) {
      out.u32(link.fromPart()).string(link.output()).u32(link.toPart()).string(link.input());
    }
  }

  /**
   * Reads links.
   *
   * @param parts how many parts there are
   * @throws MalformedFormatException if a link names no parts, or they are out of order, as where
   *     two lead to one input
   */
  public static List<ChainLink> readLinks(FormatReader in, int parts)
      throws MalformedFormatException {
    int count = in.count("links", LEAST_BYTES);
    List<ChainLink> links = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = in.u31("part of an output");
      String output = in.string("output");
      int to = in.u31("part of an input");
      String input = in.string("input");
      if (from >= to || to >= parts) {
        throw in.malformed(
            "a link from part " + from + " to part " + to + " of " + parts + " parts");
      }
      ChainLink link = new ChainLink(from, output, to, input);
      if (i > 0 && ChainLink.ORDER.compare(links.get(i - 1), link) >= 0) {
        throw in.malformed("links are out of order, or two lead to one input: " + link);
      }
      links.add(link);
    }
    return List.copyOf(links);
  }

  /** Reads the number of parts of a file of a chain. */
  public static int parts(FormatReader in) throws MalformedFormatException {
    int parts = in.count("parts", 1);
    if (parts < 2 || parts > MAX_PARTS) {
      throw in.malformed(parts + " parts, 2 to " + MAX_PARTS + " are allowed");
    }
    return parts;
  }

  /** Refuses bytes whose last 32 are not the SHA3-256 of those before. */
  public static void requireDigest(FormatReader in, byte[] bytes) throws MalformedFormatException {
    int body = bytes.length - Identifiers.BYTES;
    if (in.remaining() < Identifiers.BYTES
        || !Arrays.equals(
            Identifiers.sha3(bytes, 0, body), Arrays.copyOfRange(bytes, body, bytes.length))) {
      throw in.malformed(
          "the digest at the end is not that of the content: the file is damaged or cut off");
    }
  }
}
