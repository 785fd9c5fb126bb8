package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.MalformedProofException;
import dev.vouch.verifier.ModelId;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.chain.ChainProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The chain that a proof names, and the proofs of its parts; nothing of it is verified. */
final class ChainProofSection implements Section {
  private final ChainProof proof;
  private final List<Proof> parts = new ArrayList<>();

  ChainProofSection(ChainProof proof) throws MalformedProofException {
    this.proof = proof;
    for (byte[] part : proof.proofs()) {
      parts.add(Proof.decode(part));
    }
  }

  private String model(int part) {
    return ModelId.of(parts.get(part).modelId()).hex();
  }

  @Override
  public void put(ObjectNode root) {
    root.put("claimedChainId", proof.id().hex());
    ArrayNode array = root.putArray("parts");
    for (int part = 0; part < parts.size(); part++) {
      array
          .addObject()
          .put("claimedModelId", model(part))
          .put("form", parts.get(part).form().name().toLowerCase(Locale.ROOT))
          .put("bytes", proof.proofs().get(part).length);
    }
  }

  @Override
  public List<Block> blocks() {
    TextTable table = new TextTable(">part", "model (claimed)", ">size");
    for (int part = 0; part < parts.size(); part++) {
      table.row(part, model(part), Units.size(proof.proofs().get(part).length));
    }
    return List.of(
        Block.row("chain", proof.id().hex() + "  (claimed, not verified)"),
        Block.table("parts", table));
  }
}
