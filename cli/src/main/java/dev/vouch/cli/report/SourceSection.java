package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.facts.OutputSources;
import dev.vouch.verifier.circuit.Circuit;
import java.util.ArrayList;
import java.util.List;

/** Warnings of outputs that depend on no input, or on no committed weight. */
public record SourceSection(List<OutputSources> outputs) implements Section {
  public SourceSection {
    outputs = List.copyOf(outputs);
  }

  /** Of all outputs of a circuit. */
  public static SourceSection of(Circuit circuit) {
    return new SourceSection(OutputSources.of(circuit));
  }

  /** Adds to the warnings of other sections. */
  @Override
  public void put(ObjectNode root) {
    ArrayNode warnings = root.withArrayProperty("warnings");
    for (OutputSources output : outputs) {
      if (!output.inputs()) {
        warnings.addObject().put("kind", "no-input").put("output", output.output());
      }
      if (!output.weights()) {
        warnings.addObject().put("kind", "no-weight").put("output", output.output());
      }
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (OutputSources output : outputs) {
      if (!output.inputs()) {
        blocks.add(warning(output, "no input: it is the same for all of them"));
      }
      if (!output.weights()) {
        blocks.add(warning(output, "no committed weight: all it is computed with is public"));
      }
    }
    return blocks;
  }

  private static Block warning(OutputSources output, String what) {
    return Block.row("warning", "output " + output.output() + " depends on " + what);
  }
}
