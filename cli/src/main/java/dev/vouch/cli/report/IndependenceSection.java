package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.commitment.NoRowFormatException;
import dev.vouch.verifier.independence.RowIndependence;
import java.util.List;

/** Of a model that takes several rows at once: whether they are independent of one another. */
public record IndependenceSection(ModelKey key) implements Section {
  private int rows() {
    try {
      return key.rows();
    } catch (NoRowFormatException e) {
      return 1; // proves no rows of data
    }
  }

  @Override
  public void put(ObjectNode root) {
    if (rows() > 1) {
      RowIndependence independence = key.rowIndependence();
      ObjectNode node =
          root.putObject("rowIndependence")
              .put("answer", independence.answer().word())
              .put("alike", independence.alike());
      RowIndependence.Meeting meeting = independence.meeting();
      if (meeting != null) {
        node.put("tensor", meeting.tensor())
            .put("row", meeting.row())
            .put("other", meeting.other());
      }
    }
  }

  @Override
  public List<Block> blocks() {
    return rows() == 1
        ? List.of()
        : List.of(Block.row("rows", rows() + " at once, " + key.rowIndependence().text()));
  }
}
