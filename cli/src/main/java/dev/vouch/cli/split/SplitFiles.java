package dev.vouch.cli.split;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.VerifyingKey;
import dev.vouch.verifier.chain.ChainKey;
import java.util.List;

/** The two files that split wrote, and how long it took. */
record SplitFiles(
    OutputFile model, int modelBytes, OutputFile keyFile, int keyBytes, ChainKey key, long nanos)
    implements Section {
  private boolean weightsHidden() {
    return key.keys().stream().anyMatch(part -> !part.circuit().publicWeights());
  }

  @Override
  public void put(ObjectNode root) {
    root.put("model", model.toString())
        .put("modelBytes", modelBytes)
        .put("key", keyFile.toString())
        .put("keyBytes", keyBytes)
        .put("proofBytes", key.proofBytes())
        .put(
            "securityBits",
            key.keys().stream().mapToInt(VerifyingKey::securityBits).min().orElseThrow())
        .put("seconds", Units.seconds(nanos));
  }

  @Override
  public List<Block> blocks() {
    String secrecy = weightsHidden() ? "  (holds the weights: keep it secret)" : "";
    return List.of(
        Block.row("model", model + "  " + Units.size(modelBytes) + secrecy),
        Block.row("key", keyFile + "  " + Units.size(keyBytes)),
        Block.row("size", "a proof has " + Units.size(key.proofBytes())),
        Block.row("time", Units.time(nanos)));
  }
}
