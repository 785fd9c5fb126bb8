package dev.vouch.cli.compile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.accuracy.ReportSource;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.VerifyingKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two files that compile wrote, the model that they are of, and how long it took.
 *
 * @param measured which data tell whether outputs are coarse; null if none do
 */
record CompiledFiles(
    OutputFile model,
    int modelBytes,
    OutputFile keyFile,
    int keyBytes,
    VerifyingKey key,
    ReportSource.@Nullable Data measured,
    long nanos)
    implements Section {
  private ModelFacts facts() {
    return ModelFacts.of(key.circuit());
  }

  @Override
  public void put(ObjectNode root) {
    root.put("model", model.toString())
        .put("modelBytes", modelBytes)
        .put("key", keyFile.toString())
        .put("keyBytes", keyBytes)
        .put("modelId", key.modelId().hex())
        .put("securityBits", key.securityBits())
        .put("measured", measured == null ? null : measured.word())
        .put("seconds", Units.seconds(nanos));
    facts().put(root);
  }

  @Override
  public List<Block> blocks() {
    String secrecy = facts().weightsHidden() ? "  (holds the weights: keep it secret)" : "";
    return List.of(
        Block.row("model", model + "  " + Units.size(modelBytes) + secrecy),
        Block.row("key", keyFile + "  " + Units.size(keyBytes)),
        Block.row("model id", key.modelId().hex()),
        Block.row("hidden", facts().hidden()),
        Block.row("time", Units.time(nanos)));
  }
}
