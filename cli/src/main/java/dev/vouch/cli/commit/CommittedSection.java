package dev.vouch.cli.commit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.data.ClassNames;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.DataCommitmentSection;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.commitment.DataCommitment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commitments that were made: where they are, of what, and their ids.
 *
 * @param openings null if all inputs are public
 * @param names what classes are called, by input
 */
record CommittedSection(
    OutputFile commitment,
    @Nullable OutputFile openings,
    DataCommitment made,
    Map<String, ClassNames> names,
    long nanos,
    int threads)
    implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("commitment", commitment.toString())
        .put("openings", openings == null ? null : openings.toString());
    new DataCommitmentSection(made).put(root);
    if (!names.isEmpty()) {
      ObjectNode named = root.putObject("classNames");
      names.forEach((input, list) -> list.names().forEach(named.putArray(input)::add));
    }
    root.put("seconds", Units.seconds(nanos)).put("threads", threads);
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("commitment", commitment + ": public"));
    blocks.add(
        Block.row(
            "openings",
            openings == null
                ? "none: the rows are public, and who has them can make this again"
                : openings + ": secret, and cannot be made again"));
    blocks.addAll(new DataCommitmentSection(made).blocks());
    names.forEach((input, list) -> blocks.add(Block.row("classes", input + ": " + list.listed())));
    blocks.add(
        Block.row(
            "time",
            Units.time(nanos)
                + ", "
                + Units.time(nanos / made.rows())
                + " a row, on "
                + threads
                + " threads"));
    return blocks;
  }
}
