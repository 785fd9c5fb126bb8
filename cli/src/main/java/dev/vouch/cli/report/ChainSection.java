package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.model.ChainModelFile;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import dev.vouch.verifier.chain.ChainLink;
import dev.vouch.verifier.circuit.Port;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a chain, what each costs, and what passes between them.
 *
 * @param programs of the parts, which name their nodes; null if only the key is known
 */
public record ChainSection(ChainKey key, @Nullable List<IntegerProgram> programs)
    implements Section {
  /** Of a key alone. */
  public static ChainSection of(ChainKey key) {
    return new ChainSection(key, null);
  }

  /** Of a model. */
  public static ChainSection of(ChainModelFile model) {
    return new ChainSection(
        model.key(), model.parts().stream().map(part -> part.program()).toList());
  }

  /** First and last node of a part in the network's order; empty if they are not known. */
  private List<String> nodes(int part) {
    if (programs == null) {
      return List.of();
    }
    IntegerProgram program = programs.get(part);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      program.origin(i).nodes().stream().map(NodeRef::name).forEach(names::add);
    }
    return names.isEmpty() ? names : List.of(names.get(0), names.get(names.size() - 1));
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
      nodes(part).forEach(names::add);
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
          String.join(" … ", nodes(part)),
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
