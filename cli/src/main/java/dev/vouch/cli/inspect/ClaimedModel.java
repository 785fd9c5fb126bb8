package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.Proof;
import java.util.HexFormat;
import java.util.List;

/** The model that a proof names, and what only verification tells. */
record ClaimedModel(Proof proof) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("claimedModelId", HexFormat.of().formatHex(proof.modelId())).putNull("context");
  }

  @Override
  public List<Block> blocks() {
    String context =
        "not in the file: it is hashed into the proof, and verify --context must give it";
    return List.of(
        Block.row("claims", "NOT VERIFIED: run vouch verify before you believe any value below"),
        Block.row("model id", HexFormat.of().formatHex(proof.modelId()) + " (as the proof says)"),
        Block.row("context", context));
  }
}
