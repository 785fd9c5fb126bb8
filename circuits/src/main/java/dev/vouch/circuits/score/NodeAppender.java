package dev.vouch.circuits.score;

import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Appends nodes to an ONNX graph, under names that it does not have. Not thread-safe. */
final class NodeAppender {
  /** From this version on the axes of reductions of sums are an input. */
  private static final int SUM_WITH_AXES_INPUT = 13;

  /** From this version on the axes of reductions of means are an input. */
  private static final int MEAN_WITH_AXES_INPUT = 18;

  private final GraphProto.Builder graph;
  private final int opset;
  private final Set<String> names = new HashSet<>();

  NodeAppender(GraphProto.Builder graph, int opset) {
    this.graph = graph;
    this.opset = opset;
    graph.getInputList().forEach(input -> names.add(input.getName()));
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    graph.getSparseInitializerList().forEach(tensor -> names.add(tensor.getValues().getName()));
    graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
  }

  /** The wanted name, or with primes, so that no value has it yet. */
  String fresh(String wanted) {
    String name = wanted;
    while (!names.add(name)) {
      name += "'";
    }
    return name;
  }

  /**
   * An input; gives its name.
   *
   * @param type as ONNX numbers them
   */
  String input(String wanted, int type, TensorShapeProto shape) {
    String name = fresh(wanted);
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape))));
    return name;
  }

  /** A constant of integers; gives its name. */
  String integers(String wanted, List<Long> shape, long... values) {
    String name = fresh(wanted);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addAllDims(shape);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** A node of one result, which gets the wanted name if it is free; gives its name. */
  String node(String type, String wanted, List<String> inputs, AttributeProto... attributes) {
    String name = fresh(wanted);
    append(type, inputs, List.of(name), attributes);
    return name;
  }

  /** A node of several results. */
  void append(
      String type, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(outputs.get(outputs.size() - 1))
            .setOpType(type)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
  }

  /** A constant of one real number; gives its name. */
  String real(String wanted, float value) {
    String name = fresh(wanted);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addFloatData(value));
    return name;
  }

  /** As integers of 64 bits. */
  String cast(String wanted, String value) {
    return cast(wanted, value, TensorProto.DataType.INT64_VALUE);
  }

  /**
   * As values of another type.
   *
   * @param type as ONNX numbers them
   */
  String cast(String wanted, String value, int type) {
    return node("Cast", wanted, List.of(value), attribute("to", type));
  }

  /** The sum along axis 1, without the axis. */
  String sum(String wanted, String value) {
    return reduced("ReduceSum", wanted, value, SUM_WITH_AXES_INPUT, 1);
  }

  /** The mean along these axes, without them. */
  String mean(String wanted, String value, long... axes) {
    return reduced("ReduceMean", wanted, value, MEAN_WITH_AXES_INPUT, axes);
  }

  private String reduced(String type, String wanted, String value, int withInput, long... axes) {
    if (opset >= withInput) {
      String list = integers(wanted + "/axes", List.of((long) axes.length), axes);
      return node(type, wanted, List.of(value, list), attribute("keepdims", 0));
    }
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS);
    for (long axis : axes) {
      attribute.addInts(axis);
    }
    return node(type, wanted, List.of(value), attribute.build(), attribute("keepdims", 0));
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }
}
