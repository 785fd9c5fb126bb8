package dev.vouch.circuits.onnx;

import com.google.protobuf.ByteString;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.importer.GraphImporter;
import dev.vouch.circuits.importer.ImportOptions;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.FunctionProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small ONNX models made in tests. */
public final class ModelBuilder {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private final List<FunctionProto> functions = new ArrayList<>();
  private int opset = 17;
  private int features = 1;

  public static ModelBuilder model() {
    return new ModelBuilder();
  }

  public ModelBuilder opset(int version) {
    opset = version;
    return this;
  }

  /** The version of ai.onnx.ml; 1 unless said otherwise. */
  public ModelBuilder features(int version) {
    features = version;
    return this;
  }

  /** An input; lengths are numbers, names of symbolic dimensions, or null for neither. */
  public ModelBuilder input(String name, DataType type, Object... lengths) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object length : lengths) {
      TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
      if (length instanceof String symbol) {
        dimension.setDimParam(symbol);
      } else if (length != null) {
        dimension.setDimValue(((Number) length).longValue());
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.onnxCode()).setShape(shape).build();
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(TypeProto.newBuilder().setTensorType(tensor)));
    return this;
  }

  /** An input of type FLOAT. */
  public ModelBuilder input(String name, int... lengths) {
    return input(name, DataType.FLOAT, Arrays.stream(lengths).boxed().toArray());
  }

  public ModelBuilder output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  /** An initializer with typed data; FLOAT, DOUBLE or an integer type. */
  public ModelBuilder initializer(String name, TensorData value) {
    return initializer(tensor(name, value));
  }

  public ModelBuilder initializer(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A node; inputs and outputs are lists separated by spaces, "-" stands for an empty name. */
  public ModelBuilder node(
      String type, String inputs, String outputs, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type);
    names(inputs).forEach(node::addInput);
    names(outputs).forEach(node::addOutput);
    graph.addNode(node.addAllAttribute(List.of(attributes)));
    return this;
  }

  /** A node of another domain than ai.onnx; see {@link #node}. */
  public ModelBuilder call(
      String domain, String type, String inputs, String outputs, AttributeProto... attributes) {
    node(type, inputs, outputs, attributes);
    graph.getNodeBuilder(graph.getNodeCount() - 1).setDomain(domain);
    return this;
  }

  /**
   * A function of the domain {@code local}, with the nodes of a builder, of whose opset they are.
   */
  public ModelBuilder function(String name, String inputs, String outputs, ModelBuilder body) {
    functions.add(
        FunctionProto.newBuilder()
            .setName(name)
            .setDomain("local")
            .addAllInput(names(inputs))
            .addAllOutput(names(outputs))
            .addAllNode(body.graph.getNodeList())
            .addAllOpsetImport(body.opsets(true))
            .build());
    return this;
  }

  private List<OperatorSetIdProto> opsets(boolean local) {
    List<OperatorSetIdProto> opsets = new ArrayList<>();
    opsets.add(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset).build());
    if (local) {
      opsets.add(OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1).build());
    }
    for (Map.Entry<String, Integer> domain :
        Map.of("ai.onnx.ml", features, "com.microsoft", 1).entrySet()) {
      if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(domain.getKey()))) {
        opsets.add(
            OperatorSetIdProto.newBuilder()
                .setDomain(domain.getKey())
                .setVersion(domain.getValue())
                .build());
      }
    }
    return opsets;
  }

  private static List<String> names(String list) {
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(" ", -1)).map(name -> name.equals("-") ? "" : name).toList();
  }

  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto attribute(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  public static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** A list of strings. */
  public static AttributeProto attribute(String name, List<String> values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
    values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
    return attribute.build();
  }

  /** A list of floating-point numbers. */
  public static AttributeProto attribute(String name, double... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    Arrays.stream(values).forEach(value -> attribute.addFloats((float) value));
    return attribute.build();
  }

  public static AttributeProto attributes(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  public static AttributeProto attribute(String name, TensorData value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(tensor("", value))
        .build();
  }

  /** A subgraph: the nodes, inputs and outputs of a builder. */
  public static AttributeProto attribute(String name, ModelBuilder body) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(body.graph)
        .build();
  }

  /** Inside a function: the attribute of that name of the node that calls it. */
  public static AttributeProto reference(
      String name, AttributeProto.AttributeType type, String ofFunction) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(type)
        .setRefAttrName(ofFunction)
        .build();
  }

  /** A tensor with typed data. */
  public static TensorProto tensor(String name, TensorData value) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(value.type().onnxCode());
    Arrays.stream(value.shape()).forEach(tensor::addDims);
    for (int i = 0; i < value.size(); i++) {
      switch (value.type()) {
        case FLOAT -> tensor.addFloatData((float) value.doubles()[i]);
        case DOUBLE -> tensor.addDoubleData(value.doubles()[i]);
        case INT64 -> tensor.addInt64Data(value.longs()[i]);
        case UINT32, UINT64 -> tensor.addUint64Data(value.longs()[i]);
        default -> tensor.addInt32Data((int) value.longs()[i]);
      }
    }
    return tensor.build();
  }

  public ModelProto build() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addAllOpsetImport(opsets(!functions.isEmpty()))
        .addAllFunctions(functions)
        .setGraph(graph)
        .build();
  }

  public Graph graph() throws IOException, UnsupportedModelException {
    return graph(ImportOptions.defaults());
  }

  public Graph graph(ImportOptions options) throws IOException, UnsupportedModelException {
    return GraphImporter.of(build(), Path.of("."), options);
  }
}
