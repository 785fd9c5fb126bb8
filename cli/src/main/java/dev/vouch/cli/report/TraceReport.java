package dev.vouch.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.quantise.InputCell;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.trace.CellFailure;
import dev.vouch.prover.UnprovableException;
import java.util.List;
import java.util.stream.Stream;

/** The cells behind a failure, values included: for {@code --debug} only. */
public final class TraceReport implements Section {
  private final List<CellFailure> cells;
  private final List<InputCell> inputs;

  private TraceReport(List<CellFailure> cells, List<InputCell> inputs) {
    this.cells = cells;
    this.inputs = inputs;
  }

  /** The cells that an exception of any command names; often none. */
  public static TraceReport of(Throwable e) {
    if (e instanceof UnprovableException unprovable) {
      return new TraceReport(unprovable.cells(), List.of());
    }
    boolean named = e instanceof InvalidInputException invalid && invalid.cell() != null;
    return named
        ? new TraceReport(List.of(), List.of(((InvalidInputException) e).cell()))
        : new TraceReport(List.of(), List.of());
  }

  /** One line a cell. */
  @Override
  public List<Block> blocks() {
    Stream<String> lines =
        cells.isEmpty()
            ? inputs.stream().map(TraceReport::text)
            : cells.stream().map(CellFailure::text);
    return List.of(Block.text(lines.toArray(String[]::new)));
  }

  /** A cell of an input in a line. */
  static String text(InputCell cell) {
    return "input '"
        + cell.input()
        + "' "
        + cell.shape()
        + ": cell "
        + cell.index()
        + " is "
        + cell.value()
        + ", the model takes "
        + cell.allowed();
  }

  /** Puts the array {@code trace}, if there is a cell. */
  @Override
  public void put(ObjectNode root) {
    if (cells.isEmpty() && inputs.isEmpty()) {
      return;
    }
    ArrayNode trace = root.putArray("trace");
    for (CellFailure cell : cells) {
      ObjectNode entry = trace.addObject();
      ArrayNode nodes = entry.putArray("nodes");
      for (NodeRef node : cell.origin().nodes()) {
        nodes.addObject().put("name", node.name()).put("operator", node.operator());
      }
      entry
          .put("primitive", cell.primitive())
          .put("tensor", cell.tensor())
          .put("part", cell.part());
      put(entry, cell.shape(), cell.index(), Long.toString(cell.value()), cell.allowed());
    }
    for (InputCell cell : inputs) {
      ObjectNode entry = trace.addObject();
      entry.putArray("nodes");
      entry.put("primitive", "Input").put("tensor", cell.input()).put("part", cell.input());
      put(entry, cell.shape(), cell.index(), Double.toString(cell.value()), cell.allowed());
    }
  }

  private static void put(
      ObjectNode entry, List<Integer> shape, List<Integer> index, String value, String allowed) {
    ArrayNode lengths = entry.putArray("shape");
    shape.forEach(lengths::add);
    ArrayNode numbers = entry.putArray("index");
    index.forEach(numbers::add);
    entry.put("value", value).put("allowed", allowed);
  }
}
