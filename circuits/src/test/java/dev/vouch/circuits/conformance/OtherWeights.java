package dev.vouch.circuits.conformance;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.onnx.CellBudget;
import dev.vouch.circuits.onnx.ExternalData;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.TensorDecoder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.onnx.proto.GraphProto;
import dev.vouch.circuits.onnx.proto.ModelProto;
import dev.vouch.circuits.onnx.proto.NodeProto;
import dev.vouch.circuits.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A model with other weights of the same published magnitudes. Weights are the real constants of
 * more than one cell, in initializers, Constant nodes, bodies, and lists of numbers among
 * attributes.
 */
final class OtherWeights {
  /** Parameters of functions: attributes that are public. */
  private static final Set<String> SLOPES =
      Set.of("activation_alpha", "activation_beta", "kernel_params");

  private final UnaryOperator<double[]> change;
  private int changed;

  OtherWeights(UnaryOperator<double[]> change) {
    this.change = change;
  }

  /**
   * Each cell keeps its absolute value; about half of the signs change. Numbers that have no signs,
   * as variances, stay as they are.
   */
  static double[] otherSigns(double[] values) {
    if (Arrays.stream(values).allMatch(value -> value >= 0)) {
      return values;
    }
    Random random = new Random(values.length);
    return Arrays.stream(values).map(value -> random.nextBoolean() ? -value : value).toArray();
  }

  /** The cells in reverse order. */
  static double[] reversed(double[] values) {
    double[] other = values.clone();
    for (int cell = 0; cell < other.length; cell++) {
      other[cell] = values[values.length - 1 - cell];
    }
    return other;
  }

  /** Every second cell is 0, but those of the largest absolute value. */
  static double[] zeroed(double[] values) {
    double most = Arrays.stream(values).map(Math::abs).max().orElse(0);
    double[] other = values.clone();
    for (int cell = 0; cell < other.length; cell += 2) {
      other[cell] = Math.abs(values[cell]) == most ? values[cell] : 0;
    }
    return other;
  }

  /** How many numbers are others. */
  int changed() {
    return changed;
  }

  ModelProto of(ModelProto model) throws IOException {
    ModelProto.Builder other = model.toBuilder();
    change(other.getGraphBuilder());
    for (var function : other.getFunctionsBuilderList()) {
      for (NodeProto.Builder node : function.getNodeBuilderList()) {
        change(node);
      }
    }
    return other.build();
  }

  private void change(GraphProto.Builder graph) throws IOException {
    for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
      change(tensor);
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      change(node);
    }
  }

  private void change(NodeProto.Builder node) throws IOException {
    for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
      switch (attribute.getType()) {
        case TENSOR -> change(attribute.getTBuilder());
        case GRAPH -> change(attribute.getGBuilder());
        case FLOATS -> {
          if (SLOPES.contains(attribute.getName())) {
            continue;
          }
          double[] values = new double[attribute.getFloatsCount()];
          for (int i = 0; i < values.length; i++) {
            values[i] = attribute.getFloats(i);
          }
          double[] other = changed(values);
          for (int i = 0; i < values.length; i++) {
            attribute.setFloats(i, (float) other[i]);
          }
        }
        default -> {}
      }
    }
  }

  private void change(TensorProto.Builder tensor) throws IOException {
    TensorData value =
        new TensorDecoder(new ExternalData(Path.of(".")), new CellBudget(1 << 20))
            .decode(tensor.build());
    if (value.isFloating()) {
      TensorData other =
          TensorData.ofDoubles(value.type(), value.shape(), changed(value.toDoubles()));
      String name = tensor.getName();
      tensor.clear().mergeFrom(ModelBuilder.tensor(name, other));
    }
  }

  private double[] changed(double[] values) {
    if (values.length < 2) {
      return values;
    }
    double[] other = change.apply(values);
    for (int i = 0; i < values.length; i++) {
      changed += values[i] == other[i] ? 0 : 1;
    }
    return other;
  }
}
