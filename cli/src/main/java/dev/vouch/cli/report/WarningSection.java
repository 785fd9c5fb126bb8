package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.program.ClampedInput;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.SaturatedNode;
import java.util.List;

/** What was cut off, for programs; people read it on standard error. */
public record WarningSection(List<CutOff> warnings) implements Section {
  public WarningSection {
    warnings = List.copyOf(warnings);
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("warnings");
    warnings.forEach(warning -> put(array.addObject(), warning));
  }

  private static void put(ObjectNode node, CutOff warning) {
    if (warning instanceof ClampedInput clamped) {
      node.put("kind", "clamped-input").put("input", clamped.input());
    } else if (warning instanceof SaturatedNode saturated) {
      node.put("kind", "saturated")
          .put("node", saturated.node().name())
          .put("operator", saturated.node().operator());
    }
    node.put("count", warning.count()).put("size", warning.size());
    if (warning instanceof ClampedInput clamped) {
      node.put("least", clamped.least()).put("most", clamped.most());
    }
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
