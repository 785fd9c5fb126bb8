package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.IndependenceSection;
import dev.vouch.cli.report.ModelName;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.ModelKey;
import dev.vouch.verifier.rows.RowFault;
import dev.vouch.verifier.rows.RowVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What proofs of rows have shown, or which of them have not.
 *
 * @param checks null if nothing was verified
 * @param bytes of the files
 * @param cutOff whether the last record of a file is cut off
 */
record AcceptedRows(
    ModelKey key,
    RowVerdict verdict,
    @Nullable Checks checks,
    long bytes,
    boolean cutOff,
    long nanos)
    implements Section {
  private static final int MOST_FAULTS_IN_TEXT = 20;

  /** The same with other checks. */
  AcceptedRows with(@Nullable Checks other) {
    return new AcceptedRows(key, verdict, other, bytes, cutOff, nanos);
  }

  @Override
  public void put(ObjectNode root) {
    root.put("accepted", verdict.accepted())
        .put("millis", Units.millis(nanos))
        .put("securityBits", key.securityBits());
    ModelName.put(root, key);
    root.putObject("rows")
        .put("first", verdict.first())
        .put("end", verdict.end())
        .put("complete", verdict.complete())
        .put("proofs", verdict.proofs())
        .put("bytes", bytes)
        .put("cutOff", cutOff);
    ArrayNode faults = root.putArray("faults");
    for (RowFault fault : verdict.faults()) {
      faults
          .addObject()
          .put("first", fault.first())
          .put("end", fault.end())
          .put("reason", fault.reason())
          .put("message", fault.message());
    }
    root.put("moreFaults", verdict.more());
    new IndependenceSection(key).put(root);
    if (checks != null) {
      checks.put(root);
    }
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    if (!verdict.accepted()) {
      verdict.faults().stream()
          .limit(MOST_FAULTS_IN_TEXT)
          .forEach(fault -> blocks.add(Block.row("rejected", fault.text())));
      long more = verdict.faults().size() + verdict.more() - MOST_FAULTS_IN_TEXT;
      if (more > 0) {
        blocks.add(Block.row("rejected", more + " more; --json lists them"));
      }
      return blocks;
    }
    long rows = verdict.end() - verdict.first();
    blocks.add(Block.text("accepted: this model gives these outputs for these rows"));
    blocks.add(ModelName.row(key));
    blocks.add(
        Block.row(
            "rows",
            verdict.rows()
                + (verdict.complete()
                    ? ", all of the data"
                    : "; whether more follow is not proven")));
    if (cutOff) {
      blocks.add(Block.continued("the last proof is cut off: whoever wrote it was stopped"));
    }
    blocks.add(
        Block.row(
            "proofs",
            verdict.proofs()
                + ", "
                + Units.size(bytes)
                + ": "
                + Units.size(bytes / rows)
                + " a row"));
    if (checks != null) {
      blocks.addAll(checks.blocks());
    }
    blocks.add(Block.row("security", key.securityBits() + " bits"));
    blocks.add(Block.row("time", Units.time(nanos) + ", " + Units.time(nanos / rows) + " a row"));
    return blocks;
  }
}
