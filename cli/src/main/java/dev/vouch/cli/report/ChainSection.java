package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.split.PartNodes;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Port;
import java.util.List;

/**
 * The parts of a chain, what each costs, and what passes between them.
 *
 * @param nodes of each part first and last in the network's order; none if they are not known
 */
public record ChainSection(ChainKey key, List<List<String>> nodes) implements Section {
  /** Of a key alone. */
  public static ChainSection of(ChainKey key) {
    return new ChainSection(key, key.keys().stream().map(part -> List.<String>of()).toList());
  }

  /** Of a model. */
  public static ChainSection of(ChainModelFile model) {
    return new ChainSection(
        model.key(), model.parts().stream().map(part -> PartNodes.ends(part.program())).toList());
  }

  private Port port(ChainLink link) {
    return key.keys().get(link.fromPart()).circuit().outputs().stream()
        .filter(port -> port.name().equals(link.output()))
        .findFirst()
        .orElseThrow();
  }

  private static long cells(Port port) {
    return port.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  @Override
  public void put(ObjectNode root) {
    root.put("chainId", key.modelId().hex());
    ArrayNode parts = root.putArray("parts");
    for (int part = 0; part < key.keys().size(); part++) {
      VerifyingKey own = key.keys().get(part);
      ModelFacts facts = ModelFacts.of(own.circuit());
      ObjectNode node = parts.addObject().put("modelId", own.modelId().hex());
      ArrayNode names = node.putArray("nodes");
      nodes.get(part).forEach(names::add);
      node.put("proofBytes", own.plainProofBytes())
          .put("securityBits", own.securityBits())
          .put("committedCells", facts.committedCells())
          .put("lookups", facts.lookups())
          .put("parameters", facts.parameters());
    }
    ArrayNode links = root.putArray("links");
    for (ChainLink link : key.links()) {
      ObjectNode node =
          links
              .addObject()
              .put("from", link.fromPart())
              .put("output", link.output())
              .put("to", link.toPart())
              .put("input", link.input());
      ArrayNode shape = node.putArray("shape");
      port(link).shape().forEach(shape::add);
    }
  }

  @Override
  public List<Block> blocks() {
    TextTable parts =
        new TextTable(">part", "nodes", ">committed", ">lookups", ">weights", ">proof");
    for (int part = 0; part < key.keys().size(); part++) {
      VerifyingKey own = key.keys().get(part);
      ModelFacts facts = ModelFacts.of(own.circuit());
      parts.row(
          part,
          String.join(" … ", nodes.get(part)),
          facts.committedCells(),
          facts.lookups(),
          facts.parameters(),
          Units.size(own.plainProofBytes()));
    }
    TextTable links = new TextTable(">from", ">to", "value", "shape", ">cells");
    for (ChainLink link : key.links()) {
      Port port = port(link);
      links.row(link.fromPart(), link.toPart(), link.input(), port.shape(), cells(port));
    }
    return List.of(
        Block.row("chain id", key.modelId().hex()),
        Block.table("parts", parts),
        Block.table("what passes, hidden", links));
  }
}
