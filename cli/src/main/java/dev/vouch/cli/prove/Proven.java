package dev.vouch.cli.prove;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.file.OutputFile;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.ModelName;
import dev.vouch.cli.report.PeakMemory;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.Units;
import dev.vouch.prover.Proved;
import dev.vouch.verifier.ModelKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A proof that was written, and what it cost.
 *
 * @param outputs as the proof states them
 */
record Proven(
    OutputFile file,
    Proved proved,
    ModelKey key,
    List<TensorReport> outputs,
    long nanos,
    int threads)
    implements Section {
  @Override
  public void put(ObjectNode root) {
    root.put("proof", file.toString())
        .put("proofBytes", proved.proof().length)
        .put("seconds", Units.seconds(nanos))
        .put("threads", threads);
    ObjectNode stages = root.putObject("stages");
    proved
        .stages()
        .forEach((stage, time) -> stages.put(stage.label(), Units.seconds(time.toNanos())));
    PeakMemory.put(root);
    ModelName.put(root, key);
    TensorReport.putAll(root.putObject("outputs"), outputs);
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("proof", file + "  " + Units.size(proved.proof().length)));
    outputs.forEach(output -> blocks.add(Block.row("output", output.text())));
    blocks.add(Block.row("hidden", ModelFacts.of(key).hidden()));
    blocks.add(Block.row("time", Units.time(nanos) + " on " + threads + " threads"));
    return blocks;
  }
}
