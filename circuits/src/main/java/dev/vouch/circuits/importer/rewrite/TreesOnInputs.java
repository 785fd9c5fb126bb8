package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.importer.rewrite.ColumnOrigins.Origin;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.tree.ForestScores;
import dev.vouch.circuits.tree.Forest;
import dev.vouch.circuits.tree.PulledBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trees behind scalers and imputers become trees on the inputs, with other thresholds: each
 * decision is the one that the prepared feature leads to in the arithmetic of its type. So inputs
 * that only trees see are compared exactly, and may be missing.
 */
final class TreesOnInputs {
  private final Graph graph;
  private final ColumnOrigins origins;

  private TreesOnInputs(Graph graph) {
    this.graph = graph;
    this.origins = new ColumnOrigins(graph);
  }

  static Graph rewritten(Graph graph) {
    TreesOnInputs trees = new TreesOnInputs(graph);
    GraphEdit edit = new GraphEdit(graph);
    graph.nodes().forEach(node -> trees.accept(node, edit));
    return edit.build();
  }

  private void accept(Node node, GraphEdit edit) {
    Forest forest = node.type().equals(ForestScores.TYPE) ? node.trees(ForestScores.TREES) : null;
    if (forest == null || node.inputs().size() > 1) {
      edit.keep(node);
      return;
    }
    Map<String, Integer> starts = new HashMap<>();
    List<String> values = new ArrayList<>();
    Map<Integer, PulledBack.Source> sources = new TreeMap<>();
    Set<DataType> types = new HashSet<>();
    int columns = 0;
    for (int feature : forest.columns()) {
      Origin origin = origins.of(node.inputs().get(0), feature);
      DataType type = graph.info(origin.value()).type();
      types.add(type);
      if (!starts.containsKey(origin.value())) {
        starts.put(origin.value(), columns);
        values.add(origin.value());
        columns += graph.info(origin.value()).shape()[1];
      }
      int column = starts.get(origin.value()) + origin.column();
      sources.put(
          feature, new PulledBack.Source(column, origin.function(), type == DataType.DOUBLE));
    }
    Optional<Forest> pulled = PulledBack.of(forest, sources::get);
    if (pulled.isEmpty() || types.size() != 1 || values.equals(node.inputs())) {
      edit.keep(node);
    } else {
      edit.keep(
          node,
          values,
          Map.of(
              ForestScores.TREES,
              new Attribute.Trees(pulled.get()),
              ForestScores.TO,
              new Attribute.Integer(graph.info(node.outputs().get(0)).type().onnxCode())));
    }
  }
}
