package dev.vouch.circuits.audit;

import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.split.PartNodes;
import java.util.List;

/**
 * A circuit that the compiler makes of an architecture, or of a part of it.
 *
 * @param digest its SHA3-256 in hexadecimal digits
 * @param nodes names of the first and the last node that it computes; none if it only shows inputs
 */
public record AuditedCircuit(String digest, List<String> nodes) {
  /** As compiled. */
  public AuditedCircuit {
    nodes = List.copyOf(nodes);
  }

  static AuditedCircuit of(CompiledNetwork network) {
    return new AuditedCircuit(
        LinkedCircuits.digest(network.circuit()), PartNodes.ends(network.program()));
  }
}
