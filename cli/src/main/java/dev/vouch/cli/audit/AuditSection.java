package dev.vouch.cli.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.audit.ArchitectureAudit;
import dev.vouch.circuits.audit.AuditedCircuit;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelName;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.ModelKey;
import java.util.ArrayList;
import java.util.List;

/** What an audit found, and what it did not look at. */
record AuditSection(
    ArchitectureAudit.Result result,
    ModelKey key,
    String architecture,
    String parameters,
    List<String> withheld)
    implements Section {
  private static final int MOST_NAMES = 4;

  private boolean inParts() {
    return key.keys().size() > 1;
  }

  @Override
  public void put(ObjectNode root) {
    root.put("agrees", result.agrees());
    List<String> compiled = result.compiled().stream().map(AuditedCircuit::digest).toList();
    if (inParts()) {
      result.keyDigests().forEach(root.putArray("circuitDigests")::add);
      compiled.forEach(root.putArray("compiledDigests")::add);
    } else {
      root.put("circuitDigest", result.keyDigests().get(0))
          .put("compiledDigest", compiled.size() == 1 ? compiled.get(0) : null);
    }
    root.put("difference", result.difference().orElse(null));
    ModelName.put(root, key);
    ArrayNode names = root.putArray("withheld");
    withheld.forEach(names::add);
  }

  @Override
  public List<Block> blocks() {
    if (!result.agrees()) {
      return List.of();
    }
    String made = " what the compiler makes of " + architecture + " with " + parameters;
    List<Block> blocks = new ArrayList<>();
    if (inParts()) {
      int parts = result.keyDigests().size();
      blocks.add(
          Block.row(
              "agrees", "the key's circuits and links are" + made + ", in " + parts + " parts"));
      for (int part = 0; part < parts; part++) {
        String text = "digest " + result.keyDigests().get(part) + " of part " + part;
        blocks.add(part == 0 ? Block.row("circuits", text) : Block.continued(text));
      }
      blocks.add(Block.continued("the chain id pins these, and commitments of the weights"));
    } else {
      blocks.add(Block.row("agrees", "the key's circuit is" + made));
      blocks.add(Block.row("circuit", "digest " + result.keyDigests().get(0)));
      blocks.add(
          Block.row(
              "model id",
              key.modelId().hex() + "  (pins this circuit and a commitment of the weights)"));
    }
    blocks.add(Block.row("weights", weights()));
    return blocks;
  }

  private String weights() {
    if (withheld.isEmpty()) {
      return "none were left out; the network's constants are in the circuit";
    }
    int others = withheld.size() - MOST_NAMES;
    return "not looked at: "
        + String.join(", ", withheld.subList(0, Math.min(MOST_NAMES, withheld.size())))
        + (others > 0 ? " and " + others + " more" : "");
  }
}
