package dev.vouch.circuits.audit;

import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.FunctionProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the values of a model are read, by the names that {@link ModelConstants} gives. */
final class Readers {
  private final Map<String, List<Operand>> operands = new HashMap<>();

  private Readers() {}

  static Readers of(ModelProto model) {
    Readers readers = new Readers();
    readers.graph("", model.getGraph(), Map.of());
    for (FunctionProto function : model.getFunctionsList()) {
      String prefix = "function " + function.getDomain() + ":" + function.getName() + "/";
      readers.nodes(prefix, function.getNodeList(), new HashMap<>());
    }
    return readers;
  }

  /** The places where a value is read; what a function is given is not followed. */
  List<Operand> of(String name) {
    return operands.getOrDefault(name, List.of());
  }

  /** Whether there is a node of a type that reads something. */
  boolean include(String type) {
    return operands.values().stream()
        .flatMap(List::stream)
        .anyMatch(operand -> operand.type().equals(type));
  }

  /**
   * Takes in a graph.
   *
   * @param outer full names of what it may read from outside
   */
  private void graph(String prefix, GraphProto graph, Map<String, String> outer) {
    Map<String, String> scope = new HashMap<>(outer);
    for (ValueInfoProto input : graph.getInputList()) {
      scope.put(input.getName(), prefix + input.getName());
    }
    for (TensorProto constant : graph.getInitializerList()) {
      scope.put(constant.getName(), prefix + constant.getName());
    }
    graph
        .getSparseInitializerList()
        .forEach(sparse -> scope.put(name(sparse.getValues()), prefix + name(sparse.getValues())));
    nodes(prefix, graph.getNodeList(), scope);
  }

  private static String name(TensorProto tensor) {
    return tensor.getName();
  }

  private void nodes(String prefix, List<NodeProto> nodes, Map<String, String> scope) {
    for (NodeProto node : nodes) {
      node.getOutputList().forEach(output -> scope.put(output, prefix + output));
    }
    for (NodeProto node : nodes) {
      for (int i = 0; i < node.getInputCount(); i++) {
        String read = scope.getOrDefault(node.getInput(i), prefix + node.getInput(i));
        operands
            .computeIfAbsent(read, missing -> new ArrayList<>())
            .add(new Operand(node.getOpType(), i));
      }
      String of = prefix + (node.getOutputCount() == 0 ? "" : node.getOutput(0));
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          graph(of + "." + attribute.getName() + "/", attribute.getG(), scope);
        }
      }
    }
  }
}
