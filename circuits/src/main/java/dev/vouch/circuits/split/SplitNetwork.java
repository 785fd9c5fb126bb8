package dev.vouch.circuits.split;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.verifier.chain.ChainLink;
import java.util.List;

/**
 * A network in parts that together compute, bit for bit, what it computes.
 *
 * @param parts in an order in which each takes values over from earlier ones only
 * @param links which hidden outputs are which hidden inputs; their formats are equal (formats.md
 *     §6)
 * @param cuts ascending: how many primitives of the network's program stand before each cut; where
 *     it is cut so again ({@link Splitter#splitAt}) the parts are the same
 * @param shared names of weights that several parts read: each part's key has a commitment of its
 *     own to them, and hidden ones are not shown to be the same numbers
 */
public record SplitNetwork(
    List<CompiledNetwork> parts, List<ChainLink> links, List<Integer> cuts, List<String> shared) {
  /** As it was split. */
  public SplitNetwork {
    parts = List.copyOf(parts);
    links = List.copyOf(links);
    cuts = List.copyOf(cuts);
    shared = List.copyOf(shared);
  }

  /** A network in one piece. */
  public static SplitNetwork ofOne(CompiledNetwork network) {
    return new SplitNetwork(List.of(network), List.of(), List.of(), List.of());
  }
}
