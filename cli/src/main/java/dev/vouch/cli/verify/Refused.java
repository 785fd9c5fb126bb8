package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelName;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.ModelKey;
import java.util.List;

/**
 * What there is to say of a proof that is not accepted beside the reason: nothing of its values.
 */
record Refused(ModelKey key, long nanos) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("accepted", false)
        .put("millis", Units.millis(nanos))
        .put("securityBits", key.securityBits());
    ModelName.put(root, key);
    root.putObject("outputs");
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
