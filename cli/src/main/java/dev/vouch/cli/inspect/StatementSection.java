package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TensorReport;
import dev.vouch.cli.report.TensorReports;
import dev.vouch.verifier.Proof;
import dev.vouch.verifier.circuit.Circuit;
import java.util.ArrayList;
import java.util.List;

/** The inputs and outputs that a proof states, by the names and scales of its key. */
record StatementSection(Proof proof, Circuit circuit) implements Section {
  private List<TensorReport> inputs() {
    return TensorReports.stated(proof, circuit, circuit.inputs());
  }

  private List<TensorReport> outputs() {
    return TensorReports.stated(proof, circuit, circuit.outputs());
  }

  @Override
  public void put(ObjectNode root) {
    TensorReport.putAll(root.putObject("inputs"), inputs());
    TensorReport.putAll(root.putObject("outputs"), outputs());
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    inputs().forEach(input -> blocks.add(Block.row("input", input.text())));
    outputs().forEach(output -> blocks.add(Block.row("output", output.text())));
    return blocks;
  }
}
