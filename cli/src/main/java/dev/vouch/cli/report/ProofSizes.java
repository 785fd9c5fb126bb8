package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.VerifyingKey;
import java.util.List;

/** How large proofs under a key are, which is known before there is one. */
public record ProofSizes(VerifyingKey key) implements Section {
  @Override
  public void put(ObjectNode root) {
    ObjectNode node =
        root.putObject("proofSizes")
            .put("columns", key.plan().columns())
            .put("plain", key.plainProofBytes());
    key.compactProofBytes().ifPresent(bytes -> node.put("compact", bytes));
  }

  @Override
  public List<Block> blocks() {
    StringBuilder text =
        new StringBuilder("a proof has ").append(Units.size(key.plainProofBytes()));
    key.compactProofBytes()
        .ifPresent(bytes -> text.append(", made compact ").append(Units.size(bytes)));
    text.append("; rows of ").append(key.plan().columns()).append(" columns");
    return List.of(Block.row("size", text.toString()));
  }
}
