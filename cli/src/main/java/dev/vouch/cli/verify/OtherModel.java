package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.ModelId;
import java.util.List;

/** What there is to say of a key of another model than the pinned one: nothing else was read. */
record OtherModel(ModelId actual, long nanos) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("accepted", false)
        .put("millis", Units.millis(nanos))
        .put("modelId", actual.hex())
        .putObject("outputs");
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
