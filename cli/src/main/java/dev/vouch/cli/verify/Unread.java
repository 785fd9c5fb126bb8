package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import java.util.List;

/** What there is to say of a verification that ended before there was a key to name. */
record Unread(long nanos) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("accepted", false).put("millis", Units.millis(nanos)).putObject("outputs");
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
