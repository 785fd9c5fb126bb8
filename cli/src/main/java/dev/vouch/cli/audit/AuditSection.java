package dev.vouch.cli.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.audit.ArchitectureAudit;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.VerifyingKey;
import java.util.List;

/** What an audit found, and what it did not look at. */
record AuditSection(
    ArchitectureAudit.Result result,
    VerifyingKey key,
    String architecture,
    String parameters,
    List<String> withheld)
    implements Section {
  private static final int MOST_NAMES = 4;

  @Override
  public void put(ObjectNode root) {
    root.put("agrees", result.agrees())
        .put("circuitDigest", result.keyDigest())
        .put("compiledDigest", result.compiledDigest().orElse(null))
        .put("difference", result.difference().orElse(null))
        .put("modelId", key.modelId().hex());
    ArrayNode names = root.putArray("withheld");
    withheld.forEach(names::add);
  }

  @Override
  public List<Block> blocks() {
    if (!result.agrees()) {
      return List.of();
    }
    return List.of(
        Block.row(
            "agrees",
            "the key's circuit is what the compiler makes of "
                + architecture
                + " with "
                + parameters),
        Block.row("circuit", "digest " + result.keyDigest()),
        Block.row(
            "model id",
            key.modelId().hex() + "  (pins this circuit and a commitment of the weights)"),
        Block.row("weights", weights()));
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
