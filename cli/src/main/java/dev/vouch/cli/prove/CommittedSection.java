package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs were committed already, and where openings of the proofs are kept.
 *
 * @param inputs names of inputs of which the proofs hold earlier commitments
 * @param openings file that was written; null if none was
 */
record CommittedSection(Set<String> inputs, @Nullable String openings) implements Section {
  @Override
  public void put(ObjectNode root) {
    if (!inputs.isEmpty()) {
      ArrayNode names = root.putArray("committed");
      inputs.forEach(names::add);
    }
    if (openings != null) {
      root.put("openings", openings);
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    if (!inputs.isEmpty()) {
      blocks.add(Block.row("committed", String.join(", ", inputs)));
    }
    if (openings != null) {
      blocks.add(Block.row("openings", openings + ": secret"));
    }
    return blocks;
  }
}
