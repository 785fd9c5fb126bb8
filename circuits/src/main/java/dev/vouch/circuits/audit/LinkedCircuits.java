package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.split.SplitNetwork;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import dev.vouch.verifier.circuit.codec.Identifiers;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a key says of the network that it computes: the circuits of its parts, and what passes.
 *
 * @param circuits one of a network in one piece
 * @param links in {@link ChainLink#ORDER}
 */
record LinkedCircuits(List<Circuit> circuits, List<ChainLink> links) {
  static LinkedCircuits of(ModelKey key) {
    return new LinkedCircuits(
        key.keys().stream().map(VerifyingKey::circuit).toList(),
        key instanceof ChainKey chain ? chain.links() : List.of());
  }

  static LinkedCircuits of(Circuit circuit) {
    return new LinkedCircuits(List.of(circuit), List.of());
  }

  static LinkedCircuits of(SplitNetwork network) {
    return new LinkedCircuits(
        network.parts().stream().map(CompiledNetwork::circuit).toList(), network.links());
  }

  static String digest(Circuit circuit) {
    return HexFormat.of().formatHex(Identifiers.circuitDigest(CircuitCodec.encode(circuit)));
  }

  List<String> digests() {
    return circuits.stream().map(LinkedCircuits::digest).toList();
  }

  /** What differs first from those of a compiled network; empty if nothing does. */
  Optional<String> difference(LinkedCircuits compiled) {
    Optional<String> difference =
        different("the number of parts", circuits.size(), compiled.circuits.size());
    for (int part = 0; difference.isEmpty() && part < circuits.size(); part++) {
      String place = circuits.size() == 1 ? "" : "part " + part + ": ";
      difference =
          CircuitComparison.first(circuits.get(part), compiled.circuits.get(part))
              .map(what -> place + what);
    }
    return difference.or(() -> linkDifference(compiled));
  }

  private Optional<String> linkDifference(LinkedCircuits compiled) {
    Optional<String> difference =
        different("the number of links", links.size(), compiled.links.size());
    for (int i = 0; difference.isEmpty() && i < links.size(); i++) {
      difference = different("a link", links.get(i), compiled.links.get(i));
    }
    return difference;
  }

  private static Optional<String> different(String what, Object inKey, Object compiled) {
    return inKey.equals(compiled)
        ? Optional.empty()
        : Optional.of(what + ": " + inKey + " in the key, " + compiled + " as compiled");
  }
}
