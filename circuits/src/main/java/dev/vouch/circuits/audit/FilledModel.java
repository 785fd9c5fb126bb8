package dev.vouch.circuits.audit;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.onnx.MalformedModelException;
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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A model with made-up numbers for all its weights, whether it has weights or not. */
final class FilledModel {
  private final Set<String> missing;
  private final Readers readers;
  private final boolean quantised;
  private final long maxCells;

  private FilledModel(ModelProto model, Collection<String> withheld, long maxCells) {
    this.readers = Readers.of(model);
    this.quantised = readers.include("QuantizeLinear");
    this.missing = new LinkedHashSet<>(withheld);
    this.maxCells = maxCells;
  }

  /**
   * Fills a model.
   *
   * @param withheld names of the weights, as {@link ModelConstants} gives them
   * @param maxCells most cells that one of them may have
   * @throws MalformedModelException if a weight is too large, or has no shape
   * @throws OtherArchitectureException if it has none of a name, or what has it is no weight: what
   *     a circuit shows is looked at
   */
  static ModelProto of(ModelProto model, List<String> withheld, long maxCells) throws IOException {
    FilledModel filled = new FilledModel(model, withheld, maxCells);
    ModelProto.Builder builder = model.toBuilder();
    try {
      ModelConstants.visit(builder, filled.new Filling());
      filled.inputs(builder.getGraphBuilder());
    } catch (InvalidShapeException e) {
      throw new MalformedModelException("a weight is broken: " + e.getMessage(), e);
    }
    if (!filled.missing.isEmpty()) {
      throw new OtherArchitectureException(
          "the architecture has no '"
              + filled.missing.iterator().next()
              + "', which is among the weights of the parameters");
    }
    return builder.build();
  }

  private final class Filling implements ModelConstants.Visitor {
    @Override
    public void node(String name, NodeProto.Builder node) {
      // only constants are filled
    }

    @Override
    public void tensor(String name, TensorProto.Builder tensor) throws IOException {
      if (missing.remove(name)) {
        TensorProto made = made(name, tensor.getName(), tensor.getDataType(), tensor.getDimsList());
        tensor.clear().mergeFrom(made);
      }
    }

    @Override
    public void sparse(String name, SparseTensorProto.Builder tensor) throws IOException {
      if (missing.contains(name)) {
        throw new OtherArchitectureException("weight '" + name + "' is stored sparsely");
      }
    }

    @Override
    public void reals(String name, String nodeType, AttributeProto.Builder list)
        throws OtherArchitectureException {
      if (missing.remove(name)) {
        require(name, WeightRules.isWeight(nodeType, list.getName(), list.getFloatsCount()));
        Placeholders.fill(name, list);
      }
    }
  }

  /** Inputs that are weights become initializers. */
  private void inputs(GraphProto.Builder graph) throws IOException {
    List<ValueInfoProto> kept = new ArrayList<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!missing.remove(input.getName())) {
        kept.add(input);
        continue;
      }
      TypeProto.Tensor type = input.getType().getTensorType();
      List<Long> dims = new ArrayList<>();
      for (TensorShapeProto.Dimension dimension : type.getShape().getDimList()) {
        if (!dimension.hasDimValue()) {
          throw new MalformedModelException(
              "weight '" + input.getName() + "' has an axis of no length");
        }
        dims.add(dimension.getDimValue());
      }
      graph.addInitializer(made(input.getName(), input.getName(), type.getElemType(), dims));
    }
    graph.clearInput().addAllInput(kept);
  }

  private TensorProto made(String name, String own, int onnxCode, List<Long> dims)
      throws MalformedModelException, OtherArchitectureException {
    int cells = WeightFreeModel.size(dims);
    if (cells > maxCells) {
      throw new MalformedModelException(
          "weight '" + name + "' has " + cells + " cells; at most " + maxCells + " are allowed");
    }
    require(name, Placeholders.have(onnxCode));
    boolean floating = DataType.ofOnnxCode(onnxCode).isFloating();
    require(
        name, WeightRules.mayBeWeight(floating, dims.size(), cells, readers.of(name), quantised));
    return Placeholders.tensor(name, own, onnxCode, dims, cells);
  }

  private static void require(String name, boolean weight) throws OtherArchitectureException {
    if (!weight) {
      throw new OtherArchitectureException(
          "the parameters withhold '" + name + "', which is no weight of the architecture");
    }
  }
}
