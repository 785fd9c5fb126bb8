package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.program.ClampedInput;
import dev.vouch.circuits.program.CoarseOutput;
import dev.vouch.circuits.program.CutOff;
import dev.vouch.circuits.program.SaturatedNode;
import java.util.List;

/**
 * What was cut off, or is coarse, for programs; people read it on standard error.
 *
 * @param staticNodes those whose scales follow each input in the model, and none in the circuit
 */
public record WarningSection(List<CutOff> warnings, List<String> staticNodes) implements Section {
  public WarningSection {
    warnings = List.copyOf(warnings);
    staticNodes = List.copyOf(staticNodes);
  }

  /** Of a network whose scales are as its model's. */
  public WarningSection(List<CutOff> warnings) {
    this(warnings, List.of());
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("warnings");
    staticNodes.forEach(
        node -> array.addObject().put("kind", "static-quantisation").put("node", node));
    warnings.forEach(warning -> put(array.addObject(), warning));
  }

  private static void put(ObjectNode node, CutOff warning) {
    if (warning instanceof ClampedInput clamped) {
      node.put("kind", "clamped-input").put("input", clamped.input());
    } else if (warning instanceof SaturatedNode saturated) {
      node.put("kind", "saturated")
          .put("node", saturated.node().name())
          .put("operator", saturated.node().operator());
    } else if (warning instanceof CoarseOutput coarse) {
      node.put("kind", "coarse-output").put("output", coarse.output());
      node.put("axis", coarse.axis() == CoarseOutput.WHOLE ? null : coarse.axis());
    }
    node.put("count", warning.count()).put("size", warning.size());
    if (warning instanceof ClampedInput clamped) {
      node.put("least", clamped.least()).put("most", clamped.most());
    } else if (warning instanceof CoarseOutput coarse) {
      node.put("synthetic", coarse.synthetic());
      ArrayNode slices = node.putArray("slices");
      coarse.slices().forEach(slice -> put(slices.addObject(), slice));
    }
  }

  private static void put(ObjectNode node, CoarseOutput.Slice slice) {
    node.put("index", slice.index())
        .put("span", slice.span())
        .put("error", slice.error())
        .put("step", slice.step())
        .put("constant", slice.constant());
  }

  @Override
  public List<Block> blocks() {
    return List.of();
  }
}
