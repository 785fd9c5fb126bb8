package dev.vouch.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.cost.CircuitCost;
import dev.vouch.circuits.cost.CircuitCounts;
import dev.vouch.circuits.cost.CostModel;
import dev.vouch.circuits.cost.LayerCosts;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import dev.vouch.cli.report.TextTable;
import dev.vouch.verifier.circuit.layout.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a proof costs the prover, by layer and in all. */
final class CostSection implements Section {
  private static final CostModel MODEL = CostModel.COMPILER;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final String BASIS =
      "model of one core at rates of "
          + MODEL.rates().basis()
          + "; not a measurement of this proof";

  private final Map<String, CircuitCounts> layers;
  private final Map<String, List<NodeRef>> nodes;
  private final CircuitCost cost;

  /**
   * @param nodes by layer, the nodes of the ONNX graph that it computes, where they are known
   */
  CostSection(Layout layout, Map<String, List<NodeRef>> nodes) {
    this.nodes = nodes;
    layers = LayerCosts.of(layout);
    cost = CircuitCost.of(layout);
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("layers");
    layers.forEach(
        (name, counts) -> {
          ObjectNode node = array.addObject().put("name", name);
          ArrayNode computed = node.putArray("nodes");
          nodesOf(name)
              .forEach(
                  ref ->
                      computed.addObject().put("name", ref.name()).put("operator", ref.operator()));
          put(node, counts);
        });
    ObjectNode total = root.putObject("cost");
    put(total, cost.counts());
    total
        .put("columns", cost.columns())
        .put("messages", cost.messages())
        .put("rounds", cost.rounds())
        .put("sharedMillis", MODEL.shared(cost) / MICROS_PER_MILLI)
        .put("estimatedMillis", MODEL.prover(cost) / MICROS_PER_MILLI)
        .put("estimateBasis", BASIS);
  }

  private static void put(ObjectNode node, CircuitCounts counts) {
    node.put("committedCells", counts.committedCells())
        .put("committedDigits", counts.digits())
        .put("lookupCells", counts.lookupCells())
        .put("tableRows", counts.tableRows())
        .put("directRows", counts.directRows())
        .put("weights", counts.weights())
        .put("operandCells", counts.operandCells())
        .put("covectorCells", counts.covectorCells())
        .put("rows", counts.rows())
        .put("modelRows", counts.modelRows())
        .put("productTerms", counts.productTerms())
        .put("multiplications", counts.multiplications())
        .put("estimatedMillis", MODEL.part(counts) / MICROS_PER_MILLI);
  }

  @Override
  public List<Block> blocks() {
    TextTable table =
        new TextTable(
            "layer",
            ">weights",
            ">products",
            ">cells",
            ">digits",
            ">lookups",
            ">table",
            ">direct",
            ">rows",
            ">ms",
            nodes.isEmpty() ? "" : "nodes");
    layers.forEach((name, counts) -> row(table, name, counts, MODEL.part(counts)));
    table.row("(pads, rounds)", "", "", "", "", "", "", "", "", millis(MODEL.shared(cost)), "");
    row(table, "total", cost.counts(), MODEL.prover(cost));
    table.note(
        "width "
            + cost.columns()
            + " columns, "
            + cost.messages()
            + " masked messages, "
            + cost.rounds()
            + " rounds outside the lookup tree");
    return List.of(Block.table("Cost of a proof by layer; ms: " + BASIS, table));
  }

  private List<NodeRef> nodesOf(String layer) {
    return nodes.getOrDefault(layer, List.of());
  }

  private void row(TextTable table, String name, CircuitCounts counts, double micros) {
    table.row(
        name,
        counts.weights(),
        counts.multiplications(),
        counts.committedCells(),
        counts.digits(),
        counts.lookupCells(),
        counts.tableRows(),
        counts.directRows(),
        counts.rows(),
        millis(micros),
        nodesOf(name).stream().map(NodeRef::toString).collect(Collectors.joining(" + ")));
  }

  private static String millis(double micros) {
    return String.format(Locale.ROOT, "%.2f", micros / MICROS_PER_MILLI);
  }
}
