package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every axis of every input a length. A symbolic axis takes the length given to its name; a
 * symbolic or unnamed first axis without one takes the batch length, and lends it to its name
 * wherever else that stands.
 */
final class InputDimensions {
  private static final int DEFAULT_BATCH = 1;

  private final ImportOptions options;
  private final Map<String, Integer> lengths;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean batchUsed;

  private InputDimensions(ImportOptions options) {
    this.options = options;
    this.lengths = new LinkedHashMap<>(options.dimensions());
  }

  /**
   * Types and shapes of the inputs, in order.
   *
   * @throws UnsupportedModelException naming every axis without a length, and every given length
   *     without an axis
   */
  static Map<String, ValueInfo> bind(List<ValueInfoProto> inputs, ImportOptions options)
      throws UnsupportedModelException {
    InputDimensions dimensions = new InputDimensions(options);
    inputs.forEach(dimensions::nameFirstAxis);
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    inputs.forEach(
        input -> dimensions.bind(input).ifPresent(info -> infos.put(input.getName(), info)));
    dimensions.reportUnused();
    if (!dimensions.problems.isEmpty()) {
      throw new UnsupportedModelException(dimensions.problems);
    }
    return infos;
  }

  private void nameFirstAxis(ValueInfoProto input) {
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    if (shape.getDimCount() > 0) {
      String name = shape.getDim(0).getDimParam();
      if (!name.isEmpty() && !lengths.containsKey(name)) {
        lengths.put(name, batch());
      }
    }
  }

  private int batch() {
    batchUsed = true;
    return options.batch().orElse(DEFAULT_BATCH);
  }

  private Optional<ValueInfo> bind(ValueInfoProto input) {
    String where = "input '" + input.getName() + "'";
    if (input.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE
        || !input.getType().getTensorType().hasShape()) {
      problems.add(Problem.of(where, "it must be a tensor with a known number of axes"));
      return Optional.empty();
    }
    TypeProto.Tensor tensor = input.getType().getTensorType();
    int[] shape = new int[tensor.getShape().getDimCount()];
    int before = problems.size();
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = length(tensor.getShape().getDim(axis), axis, where);
    }
    try {
      DataType type = DataType.ofOnnxCode(tensor.getElemType());
      return problems.size() > before ? Optional.empty() : Optional.of(new ValueInfo(type, shape));
    } catch (UnsupportedDataTypeException | InvalidShapeException e) {
      problems.add(Problem.of(where, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private int length(TensorShapeProto.Dimension dimension, int axis, String where) {
    String name = dimension.getDimParam();
    if (!name.isEmpty()) {
      names.add(name);
      Integer length = lengths.get(name);
      if (length == null) {
        problems.add(
            Problem.of(
                where,
                "axis "
                    + axis
                    + " has the symbolic length '"
                    + name
                    + "'; give it with --dim "
                    + name
                    + "=N"));
        return 1;
      }
      return length;
    }
    long value = dimension.hasDimValue() ? dimension.getDimValue() : -1;
    if (value >= 0 && value <= Integer.MAX_VALUE) {
      return (int) value;
    }
    if (value > Integer.MAX_VALUE) {
      problems.add(
          Problem.of(
              where, "axis " + axis + " has length " + value + ", more than " + Integer.MAX_VALUE));
      return 1;
    }
    if (axis == 0) {
      return batch();
    }
    problems.add(Problem.of(where, "axis " + axis + " has no length and no name to give one to"));
    return 1;
  }

  private void reportUnused() {
    for (String name : options.dimensions().keySet()) {
      if (!names.contains(name)) {
        problems.add(
            Problem.of(
                "dimension '" + name + "'",
                "no input has it; the symbolic dimensions are " + names));
      }
    }
    if (options.batch().isPresent() && options.batch().getAsInt() != DEFAULT_BATCH && !batchUsed) {
      problems.add(
          Problem.of("batch " + options.batch().getAsInt(), "no input has a symbolic first axis"));
    }
  }
}
