package dev.vouch.circuits.importer;

import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A model that was exported for one sample, written for a batch of them. */
final class BatchedModel {
  private static final long MOST_AXES = 64;

  private final ModelProto model;
  private final Graph one;
  private final int rows;

  private BatchedModel(ModelProto model, Graph one, int rows) {
    this.model = model;
    this.one = one;
    this.rows = rows;
  }

  /** The inputs that a batch makes longer: those of one sample along the first axis. */
  static Set<String> inputs(GraphProto graph, ImportOptions options) {
    Set<String> constants = new LinkedHashSet<>(options.fixed().keySet());
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    Set<String> inputs = new LinkedHashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      TensorShapeProto shape = input.getType().getTensorType().getShape();
      if (constants.contains(input.getName()) || shape.getDimCount() == 0) {
        continue;
      }
      if (shape.getDim(0).getDimValue() < 1) {
        return Set.of(); // its first axis takes the length of the batch
      }
      if (shape.getDim(0).getDimValue() == 1 && !options.shapes().containsKey(input.getName())) {
        inputs.add(input.getName());
      }
    }
    return inputs;
  }

  /**
   * The model with these inputs of a batch; a Reshape to one row is a Reshape to as many rows.
   *
   * @param one the model's graph for one sample
   */
  static ModelProto of(ModelProto model, Graph one, Set<String> inputs, int rows)
      throws IOException {
    return new BatchedModel(model, one, rows).widened(inputs);
  }

  private ModelProto widened(Set<String> inputs) throws IOException {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    graph.getInputBuilderList().stream()
        .filter(input -> inputs.contains(input.getName()))
        .forEach(
            input ->
                input
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .getDimBuilder(0)
                    .setDimValue(rows));
    Map<String, TensorProto> constants = constants();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      TensorProto target = node.getInputCount() > 1 ? constants.get(node.getInput(1)) : null;
      if (target != null && node.getOpType().equals("Reshape") && isComputed(node)) {
        long[] shape = decoded(target);
        if (shape.length > 0 && shape[0] == 1) {
          String name = node.getOutput(0) + "/shape of a batch";
          TensorProto.Builder batched =
              TensorProto.newBuilder()
                  .setName(name)
                  .setDataType(TensorProto.DataType.INT64_VALUE)
                  .addDims(shape.length)
                  .addInt64Data(rows);
          for (int axis = 1; axis < shape.length; axis++) {
            batched.addInt64Data(shape[axis]);
          }
          graph.addInitializer(batched);
          node.setInput(1, name);
        }
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private boolean isComputed(NodeProto.Builder node) {
    return one.constant(node.getOutput(0)) == null;
  }

  private Map<String, TensorProto> constants() {
    Map<String, TensorProto> constants = new HashMap<>();
    model
        .getGraph()
        .getInitializerList()
        .forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : model.getGraph().getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (node.getOpType().equals("Constant") && attribute.hasT()) {
          constants.put(node.getOutput(0), attribute.getT());
        }
      }
    }
    return constants;
  }

  /** Target shapes are short; one that is not, or lies in another file, stays as it is. */
  private static long[] decoded(TensorProto target) throws IOException {
    boolean here =
        target.getDataType() == TensorProto.DataType.INT64_VALUE
            && target.getDimsCount() == 1
            && target.getDims(0) <= MOST_AXES
            && target.getDataLocation() != TensorProto.DataLocation.EXTERNAL;
    return here
        ? new TensorDecoder(new ExternalData(Path.of("")), new CellBudget(MOST_AXES))
            .decode(target)
            .longs()
        : new long[0];
  }
}
