package dev.vouch.prover.testing;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.GraphImporter;
import dev.vouch.circuits.graph.ImportOptions;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * Small dense networks, made in memory: Gemm, Relu between the layers; input {@code x}, output
 * {@code y}.
 */
public final class Networks {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;
  private static final long SEED = 1;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("dense");
  private final Random random = new Random(SEED);

  private Networks() {}

  /** Weights and biases uniform in ±1/√(inputs of the layer), from a fixed seed. */
  public static CompiledNetwork dense(CompileOptions options, int... widths) throws Exception {
    ModelProto model = new Networks().build(widths);
    Graph graph = GraphImporter.of(model, Path.of("."), ImportOptions.defaults());
    return Compiler.compile(graph, options, Calibrator.synthetic(graph));
  }

  /** Values uniform in ±1. */
  public static Map<String, TensorData> input(int width, long seed) {
    double[] values = new Random(seed).doubles(width, -1, 1).toArray();
    return Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, width}, values));
  }

  private ModelProto build(int... widths) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimValue(1);
    shape.addDimBuilder().setDimValue(widths[0]);
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(DataType.FLOAT.onnxCode())
            .setShape(shape)
            .build();
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName("x")
            .setType(TypeProto.newBuilder().setTensorType(type)));
    String value = "x";
    for (int layer = 1; layer < widths.length; layer++) {
      boolean last = layer == widths.length - 1;
      String sum = last ? "y" : "s" + layer;
      double scale = 1 / Math.sqrt(widths[layer - 1]);
      parameter("w" + layer, scale, widths[layer - 1], widths[layer]);
      parameter("b" + layer, scale, widths[layer]);
      node("Gemm", sum, value, "w" + layer, "b" + layer);
      value = sum;
      if (!last) {
        value = "a" + layer;
        node("Relu", value, sum);
      }
    }
    graph.addOutput(ValueInfoProto.newBuilder().setName("y"));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private void node(String type, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    graph.addNode(node);
  }

  private void parameter(String name, double scale, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.onnxCode());
    int size = 1;
    for (int length : shape) {
      tensor.addDims(length);
      size *= length;
    }
    for (int i = 0; i < size; i++) {
      tensor.addFloatData((float) (scale * (2 * random.nextDouble() - 1)));
    }
    graph.addInitializer(tensor);
  }
}
