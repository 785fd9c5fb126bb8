package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.SlotFacts;
import dev.vouch.verifier.commitment.MalformedCommitmentException;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.Slot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file of openings is about, never what it opens.
 *
 * @param first number of its first row; −1 if there is none
 * @param last number of its last row; −1 if there is none
 * @param cutOff whether a record after them is cut off
 */
record OpeningsSection(List<Slot> slots, long rows, long first, long last, boolean cutOff)
    implements Section {
  static OpeningsSection of(byte[] bytes) throws IOException, MalformedCommitmentException {
    try (OpeningsReader reader = OpeningsReader.of(new ByteArrayInputStream(bytes))) {
      long rows = 0;
      long first = -1;
      long last = -1;
      for (@Nullable OpenedRow next = reader.next(); next != null; next = reader.next()) {
        first = rows++ == 0 ? next.row() : first;
        last = next.row();
      }
      return new OpeningsSection(reader.slots(), rows, first, last, reader.isCutOff());
    }
  }

  @Override
  public void put(ObjectNode root) {
    root.putObject("rows")
        .put("count", rows)
        .put("first", first)
        .put("last", last)
        .put("cutOff", cutOff);
    for (Slot.Role role : Slot.Role.values()) {
      ObjectNode named = root.putObject(role.word() + "s");
      slots.stream()
          .filter(slot -> slot.role() == role)
          .forEach(slot -> SlotFacts.put(named.putObject(slot.name()), slot));
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("secret", "whoever has this file knows the values"));
    blocks.add(
        Block.row(
            "rows",
            (rows == 0 ? "none" : rows + ", the first " + first + ", the last " + last)
                + (cutOff ? "; a record after them is cut off" : "")));
    for (Slot slot : slots) {
      blocks.add(Block.row(slot.role().word(), slot.name() + " " + SlotFacts.text(slot)));
    }
    return blocks;
  }
}
