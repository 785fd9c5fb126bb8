package dev.vouch.circuits.audit;

import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.SparseTensorProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model without its weights: a valid ONNX file in which initializers that are weights are inputs
 * of their types and shapes, and weights elsewhere are made up ({@link Placeholders}).
 */
final class WeightFreeModel {
  private final List<String> withheld = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Readers readers;
  private final boolean quantised;
  private final TensorDecoder tensors;

  private WeightFreeModel(Readers readers, TensorDecoder tensors) {
    this.readers = readers;
    this.quantised = readers.include("QuantizeLinear");
    this.tensors = tensors;
  }

  /**
   * A model and the names of what it lacks.
   *
   * @param withheld names as {@link ModelConstants} gives them, in the order of the model
   */
  record Stripped(ModelProto model, List<String> withheld) {}

  /**
   * Strips a model.
   *
   * @throws UnsupportedModelException if it holds weights that cannot be withheld
   */
  static Stripped of(ModelProto model, TensorDecoder tensors)
      throws IOException, UnsupportedModelException {
    WeightFreeModel free = new WeightFreeModel(Readers.of(model), tensors);
    ModelProto.Builder stripped =
        model.toBuilder().clearTrainingInfo().clearMetadataProps().clearDocString();
    stripped.getGraphBuilder().clearDocString().clearMetadataProps();
    ModelConstants.visit(stripped, free.new Stripping());
    if (!free.problems.isEmpty()) {
      throw new UnsupportedModelException(free.problems);
    }
    initializersToInputs(stripped.getGraphBuilder(), new HashSet<>(free.withheld));
    return new Stripped(stripped.build(), free.withheld);
  }

  /** Decides on each constant, and puts placeholders in place of weights. */
  private final class Stripping implements ModelConstants.Visitor {
    @Override
    public void node(String name, NodeProto.Builder node) {
      node.clearDocString().clearMetadataProps();
      if (node.getOpType().startsWith("TreeEnsemble")) {
        problems.add(
            Problem.of("node '" + name + "'", "hidden trees cannot be published without weights"));
      }
    }

    @Override
    public void tensor(String name, TensorProto.Builder tensor) throws IOException {
      if (tensor.getStringDataCount() > 0) {
        return;
      }
      TensorData value;
      try {
        value = tensors.decode(tensor.build());
      } catch (UnsupportedDataTypeException e) {
        refuse(name, String.valueOf(e.getMessage()));
        return;
      }
      if (WeightRules.isWeight(value, readers.of(name), quantised)) {
        withheld.add(name);
        TensorProto made = placeholder(name, tensor);
        tensor.clear().mergeFrom(made);
      } else if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        TensorProto inside = tensors.inside(tensor.build());
        tensor.clear().mergeFrom(inside);
      }
    }

    @Override
    public void sparse(String name, SparseTensorProto.Builder tensor) throws IOException {
      if (WeightRules.isWeight(tensors.decode(tensor.build()), readers.of(name), quantised)) {
        refuse(name, "it is a weight that is stored sparsely; store it densely");
      }
    }

    @Override
    public void reals(String name, String nodeType, AttributeProto.Builder list) {
      if (WeightRules.isWeight(nodeType, list.getName(), list.getFloatsCount())) {
        withheld.add(name);
        Placeholders.fill(name, list);
      }
    }

    private void refuse(String name, String reason) {
      problems.add(Problem.of("constant '" + name + "'", reason));
    }
  }

  private static void initializersToInputs(GraphProto.Builder graph, Set<String> withheld) {
    Set<String> inputs = new HashSet<>();
    graph.getInputList().forEach(input -> inputs.add(input.getName()));
    List<TensorProto> kept = new ArrayList<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      if (!withheld.contains(tensor.getName())) {
        kept.add(tensor);
      } else if (inputs.add(tensor.getName())) {
        graph.addInput(input(tensor));
      }
    }
    graph.clearInitializer().addAllInitializer(kept);
  }

  private static ValueInfoProto input(TensorProto tensor) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    tensor.getDimsList().forEach(length -> shape.addDimBuilder().setDimValue(length));
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder().setElemType(tensor.getDataType()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(tensor.getName())
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** A tensor of placeholders of the type and shape of a tensor. */
  static TensorProto placeholder(String name, TensorProto.Builder tensor) {
    return Placeholders.tensor(
        name,
        tensor.getName(),
        tensor.getDataType(),
        tensor.getDimsList(),
        size(tensor.getDimsList()));
  }

  /**
   * The number of cells of a shape.
   *
   * @throws InvalidShapeException if there is none
   */
  static int size(List<Long> dims) {
    int[] shape = new int[dims.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      if (dims.get(axis) < 0 || dims.get(axis) > Integer.MAX_VALUE) {
        throw new InvalidShapeException("an axis has length " + dims.get(axis));
      }
      shape[axis] = dims.get(axis).intValue();
    }
    return Shape.size(shape);
  }
}
