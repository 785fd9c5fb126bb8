package dev.vouch.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.Units;
import java.util.List;

/** What a model of several parts computed from an input, and how long it took. */
record ComputedChain(String chainId, long nanos, List<TensorReport> outputs) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("chainId", chainId).put("seconds", Units.seconds(nanos));
    TensorReport.putAll(root.putObject("outputs"), outputs);
  }

  @Override
  public List<Block> blocks() {
    return List.of(Block.text(outputs.stream().map(TensorReport::text).toArray(String[]::new)));
  }
}
