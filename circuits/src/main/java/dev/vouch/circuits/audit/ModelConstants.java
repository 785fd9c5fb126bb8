package dev.vouch.circuits.audit;

import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.FunctionProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.SparseTensorProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.util.List;

/**
 * Goes through all places of a model that hold tensors or lists of real numbers. Each has a name
 * that no other one has, and that another model of the same architecture gives it too:
 *
 * <pre>
 * w                        an initializer, or what a Constant gives
 * y.coefficients           an attribute of the node whose first output is y
 * y.body/w                 the same inside a subgraph of that node
 * function local:f/w       the same inside a function of the model
 * </pre>
 */
final class ModelConstants {
  private static final String CONSTANT = "Constant";

  /** Is shown each place, and may change what stands there. */
  interface Visitor {
    /** A node, before its attributes. */
    void node(String name, NodeProto.Builder node);

    /** An initializer, the tensor of a Constant, or another attribute that is a tensor. */
    void tensor(String name, TensorProto.Builder tensor) throws IOException;

    /** The same of a tensor that is stored sparsely. */
    void sparse(String name, SparseTensorProto.Builder tensor) throws IOException;

    /** An attribute that is a list of real numbers. */
    void reals(String name, String nodeType, AttributeProto.Builder attribute) throws IOException;
  }

  private final Visitor visitor;

  private ModelConstants(Visitor visitor) {
    this.visitor = visitor;
  }

  static void visit(ModelProto.Builder model, Visitor visitor) throws IOException {
    ModelConstants constants = new ModelConstants(visitor);
    constants.graph("", model.getGraphBuilder());
    for (FunctionProto.Builder function : model.getFunctionsBuilderList()) {
      String prefix = "function " + function.getDomain() + ":" + function.getName() + "/";
      constants.nodes(prefix, function.getNodeBuilderList());
    }
  }

  private static boolean isConstant(NodeProto.Builder node) {
    return node.getOpType().equals(CONSTANT);
  }

  private void graph(String prefix, GraphProto.Builder graph) throws IOException {
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      visitor.tensor(prefix + tensor.getName(), tensor);
    }
    for (SparseTensorProto.Builder tensor : graph.getSparseInitializerBuilderList()) {
      visitor.sparse(prefix + tensor.getValues().getName(), tensor);
    }
    nodes(prefix, graph.getNodeBuilderList());
  }

  private void nodes(String prefix, List<NodeProto.Builder> nodes) throws IOException {
    for (NodeProto.Builder node : nodes) {
      String of = prefix + (node.getOutputCount() == 0 ? "" : node.getOutput(0));
      visitor.node(of, node);
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        String name = isConstant(node) ? of : of + "." + attribute.getName();
        if (attribute.hasT()) {
          visitor.tensor(name, attribute.getTBuilder());
        }
        if (attribute.hasSparseTensor()) {
          visitor.sparse(name, attribute.getSparseTensorBuilder());
        }
        if (attribute.getFloatsCount() > 0) {
          visitor.reals(name, node.getOpType(), attribute);
        }
        for (int i = 0; i < attribute.getTensorsCount(); i++) {
          visitor.tensor(name + "[" + i + "]", attribute.getTensorsBuilder(i));
        }
        for (int i = 0; i < attribute.getSparseTensorsCount(); i++) {
          visitor.sparse(name + "[" + i + "]", attribute.getSparseTensorsBuilder(i));
        }
        if (attribute.hasG()) {
          graph(name + "/", attribute.getGBuilder());
        }
        for (int i = 0; i < attribute.getGraphsCount(); i++) {
          graph(name + "[" + i + "]/", attribute.getGraphsBuilder(i));
        }
      }
    }
  }
}
