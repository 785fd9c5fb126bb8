package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.commitment.DataCommitment;
import dev.vouch.verifier.commitment.Slot;
import java.util.ArrayList;
import java.util.List;

/** What a commitment to data is about: inputs, rows, ids. */
public record DataCommitmentSection(DataCommitment commitment) implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("rows", commitment.rows()).put("dataId", commitment.dataId().hex());
    ObjectNode inputs = root.putObject("inputs");
    for (int i = 0; i < commitment.slots().size(); i++) {
      Slot slot = commitment.slots().get(i);
      ObjectNode input = inputs.putObject(slot.name());
      input.put("public", slot.isPublic());
      input.put("inputId", commitment.inputIds().get(i).hex());
      SlotFacts.put(input, slot);
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("rows", commitment.rows() == 1 ? "1" : commitment.rows() + ", from 0"));
    blocks.add(Block.row("data id", commitment.dataId().hex()));
    for (int i = 0; i < commitment.slots().size(); i++) {
      Slot slot = commitment.slots().get(i);
      blocks.add(Block.row("input", slot.name() + " " + SlotFacts.text(slot)));
      blocks.add(Block.continued(commitment.inputIds().get(i).hex()));
    }
    return blocks;
  }
}
