package dev.vouch.bench;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.util.Arrays;
import java.util.Random;

/**
 * An ONNX model (opset 17), layer by layer, weights drawn from a fixed seed: uniform in ±√(3 /
 * fan-in), which keeps the size of activations about constant from layer to layer.
 */
final class NetworkBuilder {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
  private final Random random = new Random(1);
  private String last = "input";
  private int layers;
  private double variance = 1;

  /** A network of one FLOAT input named {@code input}. */
  NetworkBuilder(int... inputShape) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    Arrays.stream(inputShape).forEach(length -> shape.addDimBuilder().setDimValue(length));
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(DataType.FLOAT.onnxCode())
            .setShape(shape)
            .build();
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(last)
            .setType(TypeProto.newBuilder().setTensorType(type)));
  }

  /** Weights from here on are √2 larger, to make up for the half that each Relu takes away. */
  NetworkBuilder forRelu() {
    variance = 2;
    return this;
  }

  /** The name of the last layer's result. */
  String last() {
    return last;
  }

  /** Goes on from an earlier layer's result. */
  NetworkBuilder from(String earlier) {
    last = earlier;
    return this;
  }

  /** An earlier layer's channels, then the last one's. */
  NetworkBuilder joined(String earlier) {
    String later = last;
    return from(earlier).layer("Concat", later).with(integer("axis", 1));
  }

  /** The sum of the last layer's result and an earlier one's. */
  NetworkBuilder plus(String earlier) {
    return layer("Add", earlier);
  }

  /** Gemm with a bias. */
  NetworkBuilder dense(int inputs, int outputs) {
    String weights = weights(inputs, inputs, outputs);
    return layer("Gemm", weights, bias(outputs));
  }

  /** A square convolution with a bias, stride 1, no padding. */
  NetworkBuilder convolution(int inputs, int outputs, int kernel) {
    String weights = weights(inputs * kernel * kernel, outputs, inputs, kernel, kernel);
    return layer("Conv", weights, bias(outputs));
  }

  /** A square convolution with a bias, {@code padding} on all sides. */
  NetworkBuilder convolution(int inputs, int outputs, int kernel, int stride, int padding) {
    return convolution(inputs, outputs, kernel)
        .with(integers("strides", stride, stride))
        .with(integers("pads", padding, padding, padding, padding));
  }

  NetworkBuilder relu() {
    return layer("Relu");
  }

  /** The maximum of each 2 × 2 square. */
  NetworkBuilder halve() {
    return layer("MaxPool").with(integers("kernel_shape", 2, 2)).with(integers("strides", 2, 2));
  }

  /** The maximum of each square of {@code kernel}, {@code padding} on all sides. */
  NetworkBuilder maxPool(int kernel, int stride, int padding, boolean ceil) {
    return layer("MaxPool")
        .with(integers("kernel_shape", kernel, kernel))
        .with(integers("strides", stride, stride))
        .with(integers("pads", padding, padding, padding, padding))
        .with(integer("ceil_mode", ceil ? 1 : 0));
  }

  NetworkBuilder globalAveragePool() {
    return layer("GlobalAveragePool");
  }

  NetworkBuilder flatten() {
    return layer("Flatten");
  }

  private NetworkBuilder layer(String type, String... parameters) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).addInput(last);
    Arrays.stream(parameters).forEach(node::addInput);
    last = "layer" + ++layers;
    graph.addNode(node.addOutput(last));
    return this;
  }

  /** Gives the last layer's node an attribute. */
  private NetworkBuilder with(AttributeProto attribute) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).addAttribute(attribute);
    return this;
  }

  private String bias(int length) {
    return weights(length, length);
  }

  private String weights(int fanIn, int... shape) {
    String name = "weights" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.onnxCode());
    int size = 1;
    for (int length : shape) {
      tensor.addDims(length);
      size *= length;
    }
    double bound = Math.sqrt(3.0 * variance / fanIn);
    for (int i = 0; i < size; i++) {
      tensor.addFloatData((float) (bound * (2 * random.nextDouble() - 1)));
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  /** The model; the last layer's result is the output. */
  ModelProto build() {
    graph.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(last));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }
}
