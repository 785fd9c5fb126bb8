package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Body;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.NodeDecoder;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.FunctionProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the nodes of graphs, of their subgraphs, and of functions. */
final class BodyReader {
  private final TensorDecoder tensors;
  private final OpsetImports opsets;
  private final NodeDecoder decoder;

  /**
   * A reader.
   *
   * @param opsets that the graph or the function imports
   */
  BodyReader(TensorDecoder tensors, OpsetImports opsets) {
    this.tensors = tensors;
    this.opsets = opsets;
    this.decoder = new NodeDecoder(tensors, this::subgraph);
  }

  /** The nodes in the order of the file, each with a name of its own. */
  List<Node> nodes(List<NodeProto> source) throws IOException {
    Set<String> names = new HashSet<>();
    Map<String, Integer> counts = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (NodeProto node : source) {
      String name = uniqueName(node, names, counts);
      String domain = OpsetImports.normalise(node.getDomain());
      String type = type(node.getOpType(), node.getOverload());
      nodes.add(decoder.decode(node, name, type, domain, opsets.version(domain, name)));
    }
    return nodes;
  }

  /**
   * Node names are optional in ONNX and need not be unique; messages and reports need both.
   *
   * @param counts the last number that was appended to a name
   */
  private static String uniqueName(NodeProto node, Set<String> names, Map<String, Integer> counts) {
    String base = node.getName().isEmpty() ? node.getOpType() : node.getName();
    String name = node.getName().isEmpty() ? base + "_0" : base;
    while (!names.add(name)) {
      name = base + "_" + counts.merge(base, 1, Integer::sum);
    }
    return name;
  }

  /** The operator type of a node that calls one of several functions of the same name. */
  static String type(String function, String overload) {
    return overload.isEmpty() ? function : function + ":" + overload;
  }

  private Body subgraph(GraphProto graph) throws IOException {
    Map<String, TensorData> constants = new LinkedHashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      constants.put(tensor.getName(), tensors.decode(tensor));
    }
    List<String> inputs = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    Body unsorted = new Body(inputs, outputs, nodes(graph.getNodeList()), constants);
    return sorted(unsorted, new HashSet<>(unsorted.captured()));
  }

  private static Body sorted(Body body, Set<String> given) throws MalformedModelException {
    given.addAll(body.inputs());
    given.addAll(body.constants().keySet());
    List<Node> nodes = NodeOrder.of(body.nodes(), given, body.outputs());
    return new Body(body.inputs(), body.outputs(), nodes, body.constants());
  }

  /** A function whose nodes are of the opsets that this reader was given. */
  ModelFunction function(FunctionProto function) throws IOException {
    Body body =
        new Body(
            function.getInputList(),
            function.getOutputList(),
            nodes(function.getNodeList()),
            Map.of());
    Map<String, Attribute> defaults = new LinkedHashMap<>();
    NodeProto.Builder given = NodeProto.newBuilder();
    for (AttributeProto attribute : function.getAttributeProtoList()) {
      given.addAttribute(attribute);
    }
    defaults.putAll(decoder.decode(given.build(), function.getName(), "", "", 1).attributes());
    return new ModelFunction(
        OpsetImports.normalise(function.getDomain()),
        type(function.getName(), function.getOverload()),
        sorted(body, new HashSet<>()),
        defaults);
  }
}
