package dev.vouch.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.cli.report.Units;
import dev.vouch.verifier.VerifiedInference;
import java.util.ArrayList;
import java.util.List;

/** What an accepted proof proves. */
record Accepted(VerifiedInference verified, Checks checks, int proofBytes, long nanos)
    implements Section {
  private List<TensorReport> inputs() {
    return TensorReports.of(verified.inputs());
  }

  private List<TensorReport> outputs() {
    return TensorReports.of(verified.outputs());
  }

  @Override
  public void put(ObjectNode root) {
    root.put("accepted", true)
        .putNull("reason")
        .put("millis", Units.millis(nanos))
        .put("proofBytes", proofBytes)
        .put("securityBits", verified.securityBits())
        .put("modelId", verified.modelId().hex())
        .put("weights", verified.weights().name());
    checks.put(root);
    TensorReport.putAll(root.putObject("inputs"), inputs());
    TensorReport.putAll(root.putObject("outputs"), outputs());
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.text("accepted: this model gives these outputs for these inputs"));
    blocks.add(Block.row("model", verified.modelId().hex()));
    blocks.add(Block.row("weights", WeightsText.of(verified.weights())));
    inputs().forEach(input -> blocks.add(Block.row("input", input.text())));
    outputs().forEach(output -> blocks.add(Block.row("output", output.text())));
    blocks.addAll(checks.blocks());
    blocks.add(Block.row("security", verified.securityBits() + " bits"));
    blocks.add(Block.row("time", Units.time(nanos)));
    return blocks;
  }
}
