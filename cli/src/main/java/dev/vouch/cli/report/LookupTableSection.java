package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.cost.CircuitLayers;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Lookup;
import dev.vouch.verifier.circuit.Table;
import java.util.ArrayList;
import java.util.List;

/** The lookup tables: how long they are, and how much they are used. */
public final class LookupTableSection implements Section {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param name of the table's first column
   * @param columns how many
   * @param lookups tensors that are looked up
   * @param cells of those tensors
   * @param place of its rows: leaves of the lookup tree, or outside it (protocol.md §4)
   */
  private record Entry(
      String name, long rows, int columns, long lookups, long cells, String place, String layer) {}

  public LookupTableSection(Circuit circuit) {
    CircuitLayers layers = new CircuitLayers(circuit);
    long[] lookups = new long[circuit.tables().size()];
    long[] cells = new long[lookups.length];
    for (Lookup lookup : circuit.lookups()) {
      lookups[lookup.table()]++;
      cells[lookup.table()] += circuit.tensors().get(lookup.keys().get(0)).size();
    }
    for (int t = 0; t < lookups.length; t++) {
      Table table = circuit.tables().get(t);
      entries.add(
          new Entry(
              circuit.tensors().get(table.columns().get(0)).name(),
              circuit.tensors().get(table.multiplicity()).size(),
              table.columns().size(),
              lookups[t],
              cells[t],
              table.direct() ? "direct" : "tree",
              layers.ofTable(table)));
    }
  }

  @Override
  public void put(ObjectNode root) {
    ArrayNode array = root.putArray("tables");
    for (Entry entry : entries) {
      array
          .addObject()
          .put("name", entry.name())
          .put("rows", entry.rows())
          .put("columns", entry.columns())
          .put("lookups", entry.lookups())
          .put("lookupCells", entry.cells())
          .put("place", entry.place())
          .put("layer", entry.layer());
    }
  }

  @Override
  public List<Block> blocks() {
    return List.of(
        entries.isEmpty() ? Block.row("tables", "none") : Block.table("Lookup tables", table()));
  }

  /** One row a table of the circuit; no lines at all if it has none. */
  public List<String> lines() {
    return entries.isEmpty() ? List.of() : table().lines();
  }

  private TextTable table() {
    TextTable text =
        new TextTable("table", ">rows", ">columns", ">lookups", ">cells", "place", "layer");
    for (Entry entry : entries) {
      text.row(
          entry.name(),
          entry.rows(),
          entry.columns(),
          entry.lookups(),
          entry.cells(),
          entry.place(),
          entry.layer());
    }
    return text;
  }
}
