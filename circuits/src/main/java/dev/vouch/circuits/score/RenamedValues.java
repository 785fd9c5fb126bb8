package dev.vouch.circuits.score;

import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph whose values leave some names to others, in the graphs inside its nodes too: models of
 * scikit-learn call what they compute {@code label}, which is what data call their labels.
 *
 * @param names new names by old ones
 */
record RenamedValues(Map<String, String> names) {
  /**
   * New names for values of these names that are no inputs of the graph.
   *
   * @param wanted names that are to be free, as far as no input has them
   */
  static RenamedValues freeing(GraphProto graph, List<String> wanted) {
    Set<String> taken = new HashSet<>(wanted);
    addNames(graph, taken);
    Set<String> inputs = new HashSet<>();
    graph.getInputList().forEach(input -> inputs.add(input.getName()));
    Map<String, String> names = new HashMap<>();
    for (String name : wanted) {
      if (!inputs.contains(name)) {
        String other = name;
        while (!taken.add(other)) {
          other += "'";
        }
        names.put(name, other);
      }
    }
    return new RenamedValues(Map.copyOf(names));
  }

  private static void addNames(GraphProto graph, Set<String> names) {
    graph.getInputList().forEach(input -> names.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> names.add(tensor.getValues().getName()));
    for (NodeProto node : graph.getNodeList()) {
      names.addAll(node.getOutputList());
      for (AttributeProto attribute : node.getAttributeList()) {
        addNames(attribute.getG(), names);
        attribute.getGraphsList().forEach(body -> addNames(body, names));
      }
    }
  }

  /** What a value is called now. */
  String of(String name) {
    return names.getOrDefault(name, name);
  }

  /** The graph with the new names. */
  GraphProto.Builder in(GraphProto graph) {
    GraphProto.Builder renamed = graph.toBuilder();
    renamed.getInputBuilderList().forEach(value -> value.setName(of(value.getName())));
    renamed.getOutputBuilderList().forEach(value -> value.setName(of(value.getName())));
    renamed.getValueInfoBuilderList().forEach(value -> value.setName(of(value.getName())));
    renamed.getInitializerBuilderList().forEach(tensor -> tensor.setName(of(tensor.getName())));
    renamed
        .getSparseInitializerBuilderList()
        .forEach(tensor -> tensor.getValuesBuilder().setName(of(tensor.getValues().getName())));
    renamed
        .getQuantizationAnnotationBuilderList()
        .forEach(annotation -> annotation.setTensorName(of(annotation.getTensorName())));
    renamed.getNodeBuilderList().forEach(this::rename);
    return renamed;
  }

  private void rename(NodeProto.Builder node) {
    for (int i = 0; i < node.getInputCount(); i++) {
      node.setInput(i, of(node.getInput(i)));
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      node.setOutput(i, of(node.getOutput(i)));
    }
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(in(attribute.getG()));
      }
      for (int i = 0; i < attribute.getGraphsCount(); i++) {
        attribute.setGraphs(i, in(attribute.getGraphs(i)));
      }
    }
  }
}
