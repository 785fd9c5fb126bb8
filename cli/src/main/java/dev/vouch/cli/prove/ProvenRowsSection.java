package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.rows.RowPorts;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.ModelName;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.RowSpan;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.ModelKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Proofs of rows that were written, and what they cost.
 *
 * @param first number of the first row in the file or folder
 * @param end number of the row after the last one
 * @param complete whether no row of the data follows
 * @param totals of this run alone
 */
record ProvenRowsSection(
    RowsPlace place,
    ModelKey key,
    long first,
    long end,
    boolean complete,
    RowPorts ports,
    RowTotals totals,
    int threads)
    implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("proofs", place.toString());
    root.putObject("rows")
        .put("first", first)
        .put("end", end)
        .put("complete", complete)
        .put("batch", ports.batch());
    root.putObject("made")
        .put("rows", totals.rows())
        .put("proofs", totals.proofs())
        .put("proofBytes", totals.bytes())
        .put("seconds", Units.seconds(totals.nanos()));
    root.put("threads", threads);
    PeakMemory.put(root);
    ModelName.put(root, key);
    ArrayNode warnings = root.putArray("warnings");
    totals
        .warnings()
        .forEach((place, proofs) -> warnings.addObject().put("where", place).put("proofs", proofs));
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("proofs", place.toString()));
    blocks.add(Block.row("rows", new RowSpan(first, end, complete).text()));
    if (totals.rows() == 0) {
      blocks.add(Block.row("made", "nothing: all were there"));
      return blocks;
    }
    blocks.add(
        Block.row(
            "made",
            totals.proofs()
                + (totals.proofs() == 1 ? " proof of up to " : " proofs of up to ")
                + ports.batch()
                + (ports.batch() == 1 ? " row, " : " rows, ")
                + Units.size(totals.bytes())
                + ": "
                + Units.size(totals.bytes() / totals.rows())
                + " a row"));
    blocks.add(Block.row("hidden", ModelFacts.of(key).hidden()));
    blocks.add(
        Block.row(
            "time",
            Units.time(totals.nanos())
                + ", "
                + Units.time(totals.nanos() / totals.rows())
                + " a row, on "
                + threads
                + " threads"));
    return blocks;
  }
}
