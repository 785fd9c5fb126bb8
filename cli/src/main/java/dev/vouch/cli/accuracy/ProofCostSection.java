package dev.vouch.cli.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.facts.MacCount;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.LookupTableSection;
import dev.vouch.cli.report.ModelFacts;
import dev.vouch.cli.report.Section;
import java.util.List;

/** What the accuracy is paid with: the size of the circuit and its lookups, table by table. */
record ProofCostSection(CompiledNetwork network) implements Section {
  @Override
  public void put(ObjectNode root) {
    ModelFacts facts = ModelFacts.of(network.circuit());
    ObjectNode cost =
        root.putObject("cost")
            .put("macs", MacCount.of(network.program()))
            .put("committedCells", facts.committedCells())
            .put("lookups", facts.lookups())
            .put("parameters", facts.parameters());
    new LookupTableSection(network.circuit()).put(cost);
  }

  @Override
  public List<Block> blocks() {
    ModelFacts facts = ModelFacts.of(network.circuit());
    String cost =
        "Cost of a proof: "
            + facts.parameters()
            + " weights, "
            + MacCount.of(network.program())
            + " multiplications, "
            + facts.committedCells()
            + " committed cells, "
            + facts.lookups()
            + " lookups";
    return List.of(Block.titled(cost, new LookupTableSection(network.circuit()).lines()));
  }
}
