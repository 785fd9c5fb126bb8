package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.InvalidShapeException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.data.UnsupportedDataTypeException;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.onnx.proto.TensorShapeProto;
import dev.vouch.circuits.onnx.proto.TypeProto;
import dev.vouch.circuits.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gives every axis of every input a length. An input whose shape is given takes that, and lends its
 * lengths to the names of its axes. A symbolic axis takes the length given to its name; a symbolic
 * or unnamed first axis without one takes the batch length, and lends it to its name wherever else
 * that stands. Some exporters call every open axis {@code ?}: that is no name.
 */
final class InputDimensions {
  /** In place of a length that is not known. */
  static final int OPEN = -1;

  private static final int DEFAULT_BATCH = 1;
  private static final String NO_NAME = "?";

  private final ImportOptions options;
  private final Map<String, Integer> lengths;
  private final Map<String, List<Integer>> shapes;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean batchUsed;

  private InputDimensions(ImportOptions options) {
    this.options = options;
    this.lengths = new LinkedHashMap<>(options.dimensions());
    this.shapes = new LinkedHashMap<>(options.shapes());
  }

  /**
   * Types and shapes of the inputs, in order.
   *
   * @throws UnsupportedModelException naming every axis without a length, and every given length
   *     without an axis
   */
  static Map<String, ValueInfo> bind(List<ValueInfoProto> inputs, ImportOptions options)
      throws UnsupportedModelException {
    InputDimensions dimensions = named(inputs, options);
    Map<String, ValueInfo> infos = new LinkedHashMap<>();
    inputs.forEach(
        input -> dimensions.bind(input).ifPresent(info -> infos.put(input.getName(), info)));
    dimensions.reportUnused(inputs);
    if (!dimensions.problems.isEmpty()) {
      throw new UnsupportedModelException(dimensions.problems);
    }
    return infos;
  }

  private static InputDimensions named(List<ValueInfoProto> inputs, ImportOptions options) {
    InputDimensions dimensions = new InputDimensions(options);
    inputs.forEach(dimensions::shapeOfValue);
    inputs.forEach(dimensions::nameAxes);
    inputs.forEach(dimensions::nameFirstAxis);
    return dimensions;
  }

  /** Lengths of the axes of inputs, {@link #OPEN} where they are not known. */
  static Map<String, List<Integer>> known(List<ValueInfoProto> inputs, ImportOptions options) {
    InputDimensions dimensions = named(inputs, options);
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (ValueInfoProto input : inputs) {
      List<Integer> given = dimensions.shapes.get(input.getName());
      TensorShapeProto declared = input.getType().getTensorType().getShape();
      List<Integer> shape = new ArrayList<>();
      for (int axis = 0; axis < declared.getDimCount(); axis++) {
        shape.add(dimensions.known(declared.getDim(axis), axis));
      }
      shapes.put(input.getName(), given == null ? shape : given);
    }
    return shapes;
  }

  private int known(TensorShapeProto.Dimension dimension, int axis) {
    String name = name(dimension);
    if (!name.isEmpty()) {
      return lengths.getOrDefault(name, OPEN);
    }
    long value = dimension.hasDimValue() ? dimension.getDimValue() : -1;
    if (value >= 0 && value <= Integer.MAX_VALUE) {
      return (int) value;
    }
    return value < 0 && axis == 0 ? batch() : OPEN;
  }

  /** A fixed input that is a tensor tells its shape. */
  private void shapeOfValue(ValueInfoProto input) {
    TensorData value = options.fixed().get(input.getName());
    int rank = input.getType().getTensorType().getShape().getDimCount();
    if (value != null && value.size() > 1 && value.rank() == rank) {
      shapes.putIfAbsent(input.getName(), Arrays.stream(value.shape()).boxed().toList());
    }
  }

  /** The names of an input whose shape is given have its lengths. */
  private void nameAxes(ValueInfoProto input) {
    TensorShapeProto declared = input.getType().getTensorType().getShape();
    List<Integer> given = shapes.get(input.getName());
    if (given == null || given.size() != declared.getDimCount()) {
      return;
    }
    for (int axis = 0; axis < given.size(); axis++) {
      String name = name(declared.getDim(axis));
      Integer before = name.isEmpty() ? null : lengths.putIfAbsent(name, given.get(axis));
      if (before != null && !before.equals(given.get(axis))) {
        problems.add(
            Problem.of(
                where(input),
                "its axis "
                    + axis
                    + " is '"
                    + name
                    + "', of which lengths "
                    + before
                    + " and "
                    + given.get(axis)
                    + " are given"));
      }
    }
  }

  private static String where(ValueInfoProto input) {
    return "input '" + input.getName() + "'";
  }

  /** The name of an axis of unknown length; empty if it has none. */
  private static String name(TensorShapeProto.Dimension dimension) {
    String name = dimension.getDimParam();
    return name.equals(NO_NAME) ? "" : name;
  }

  private void nameFirstAxis(ValueInfoProto input) {
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    if (shape.getDimCount() > 0 && !shapes.containsKey(input.getName())) {
      String name = name(shape.getDim(0));
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
    String where = where(input);
    List<Integer> given = shapes.get(input.getName());
    if (input.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
      problems.add(Problem.of(where, "it must be a tensor"));
      return Optional.empty();
    }
    TypeProto.Tensor tensor = input.getType().getTensorType();
    if (!tensor.hasShape() && given == null) {
      problems.add(
          Problem.of(
              where, "it has no shape; give it with --shape " + input.getName() + "=1,3,224,224"));
      return Optional.empty();
    }
    int before = problems.size();
    int[] shape = given == null ? declared(input) : given(input, given);
    try {
      DataType type = DataType.ofOnnxCode(tensor.getElemType());
      return problems.size() > before ? Optional.empty() : Optional.of(new ValueInfo(type, shape));
    } catch (UnsupportedDataTypeException | InvalidShapeException e) {
      problems.add(Problem.of(where, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private int[] declared(ValueInfoProto input) {
    TensorShapeProto declared = input.getType().getTensorType().getShape();
    int[] shape = new int[declared.getDimCount()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = length(declared.getDim(axis), axis, input);
    }
    return shape;
  }

  /** The shape given for an input, which must be one that the model allows. */
  private int[] given(ValueInfoProto input, List<Integer> given) {
    TypeProto.Tensor tensor = input.getType().getTensorType();
    TensorShapeProto declared = tensor.getShape();
    boolean fits = !tensor.hasShape() || declared.getDimCount() == given.size();
    for (int axis = 0; fits && axis < declared.getDimCount(); axis++) {
      names.add(name(declared.getDim(axis)));
      long fixed = declared.getDim(axis).getDimValue();
      fits = fixed <= 0 || fixed == given.get(axis);
    }
    if (!fits) {
      problems.add(
          Problem.of(
              where(input),
              "the shape "
                  + given
                  + " is given, but the model declares "
                  + declared.getDimList().stream().map(InputDimensions::text).toList()));
    }
    return given.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String text(TensorShapeProto.Dimension dimension) {
    return dimension.getDimValue() > 0
        ? String.valueOf(dimension.getDimValue())
        : name(dimension).isEmpty() ? NO_NAME : name(dimension);
  }

  private int length(TensorShapeProto.Dimension dimension, int axis, ValueInfoProto input) {
    String name = name(dimension);
    names.add(name);
    int known = known(dimension, axis);
    if (known != OPEN) {
      return known;
    }
    if (!name.isEmpty()) {
      return open(
          input, axis, "has the symbolic length '" + name + "'; give it with --dim " + name + "=N");
    }
    if (dimension.getDimValue() > 0) {
      return open(
          input,
          axis,
          "has length " + dimension.getDimValue() + ", more than " + Integer.MAX_VALUE);
    }
    String shape =
        input.getType().getTensorType().getShape().getDimList().stream()
            .map(length -> length.getDimValue() > 0 ? text(length) : "N")
            .collect(Collectors.joining(","));
    return open(
        input,
        axis,
        "has neither length nor name; give all axes with --shape " + input.getName() + "=" + shape);
  }

  private int open(ValueInfoProto input, int axis, String reason) {
    problems.add(Problem.of(where(input), "axis " + axis + " " + reason));
    return 1;
  }

  private void reportUnused(List<ValueInfoProto> inputs) {
    Set<String> known =
        inputs.stream().map(ValueInfoProto::getName).collect(Collectors.toCollection(TreeSet::new));
    for (String name : options.shapes().keySet()) {
      if (!known.contains(name)) {
        problems.add(
            Problem.of("shape of '" + name + "'", "no input has that name; they are " + known));
      }
    }
    names.remove("");
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
