package dev.vouch.cli.reveal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.verifier.commitment.TensorOpening;
import java.util.List;

/** An opening that was written: where, and what it shows to whoever gets it. */
record Revealed(OutputFile file, TensorOpening opening) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("opening", file.toString())
        .put("tensor", opening.name())
        .put("role", opening.role().word())
        .put("firstRow", opening.firstRow())
        .put("lastRow", opening.lastRow())
        .put("values", opening.values().length);
  }

  @Override
  public List<Block> blocks() {
    return List.of(
        Block.row("opening", file + ": whoever gets it sees the values"),
        Block.row("reveals", opening.text() + ", " + opening.values().length + " cells"),
        Block.row(
            "hides",
            opening.rows() == 1
                ? "all other rows, inputs and outputs"
                : "each of these rows, as far as their sum does not tell it"));
  }
}
