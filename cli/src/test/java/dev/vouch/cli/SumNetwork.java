package dev.vouch.cli;

import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.OperatorSetIdProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An ONNX model with the output {@code y}: the sum of two inputs, or twice the only one. */
public final class SumNetwork {
  private SumNetwork() {}

  public static Path write(Path file, List<String> inputs, int... shape) throws IOException {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("sum")
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Add")
                    .addInput(inputs.get(0))
                    .addInput(inputs.get(inputs.size() - 1))
                    .addOutput("y"))
            .addOutput(floats("y", shape));
    inputs.forEach(input -> graph.addInput(floats(input, shape)));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }

  private static ValueInfoProto floats(String name, int... shape) {
    TensorShapeProto.Builder lengths = TensorShapeProto.newBuilder();
    for (int length : shape) {
      lengths.addDimBuilder().setDimValue(length);
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(lengths)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
