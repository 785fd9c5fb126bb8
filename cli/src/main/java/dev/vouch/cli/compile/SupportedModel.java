package dev.vouch.cli.compile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.cli.report.Block;
import dev.vouch.cli.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A model in which nothing was found that is not supported: its ports, and what it consists of. */
record SupportedModel(Graph graph) implements Section {
  private Map<String, Integer> operators() {
    Map<String, Integer> counts = new TreeMap<>();
    graph
        .nodes()
        .forEach(node -> counts.merge(Operators.name(node.domain(), node.type()), 1, Integer::sum));
    return counts;
  }

  @Override
  public void put(ObjectNode root) {
    root.put("supported", true);
    put(root.putArray("inputs"), graph.infos(graph.inputs()));
    put(root.putArray("outputs"), graph.infos(graph.outputs()));
    ObjectNode counts = root.putObject("operators");
    operators().forEach(counts::put);
  }

  private static void put(ArrayNode ports, Map<String, ValueInfo> infos) {
    infos.forEach(
        (name, info) -> {
          ObjectNode port = ports.addObject();
          port.put("name", name).put("type", info.type().displayName());
          ArrayNode shape = port.putArray("shape");
          for (int length : info.shape()) {
            shape.add(length);
          }
        });
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.row("supported", "nothing is in the way without data; nothing was written"));
    blocks.add(Block.row("inputs", text(graph.infos(graph.inputs()))));
    blocks.add(Block.row("outputs", text(graph.infos(graph.outputs()))));
    String nodes =
        operators().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    blocks.add(Block.row("nodes", nodes));
    return blocks;
  }

  private static String text(Map<String, ValueInfo> infos) {
    return infos.entrySet().stream()
        .map(port -> port.getKey() + " " + port.getValue())
        .collect(Collectors.joining(", "));
  }
}
