package dev.vouch.circuits.compile;

import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.RowFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An input of a network that is to have the format of commitments made before (formats.md §6, §9),
 * so that they are commitments to it. Of a public one range, scale and lengths are what counts.
 *
 * @param tensorShape of its tensor: the format's lengths, which the network may see in another
 *     shape
 * @param slices the format's, along the axis of the network's shape
 */
record FormattedInput(RowFormat format, List<Integer> tensorShape, @Nullable SliceScales slices) {
  /**
   * The inputs of a graph for which there are formats, by name.
   *
   * @throws UnsupportedModelException naming each input that cannot have its format, and why
   */
  static Map<String, FormattedInput> of(Graph graph, CompileOptions options)
      throws UnsupportedModelException {
    Map<String, FormattedInput> inputs = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    int rows =
        Circuit.rowsOf(
            Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .map(value -> shape(graph.info(value))));
    for (String name : graph.inputs()) {
      RowFormat format = options.inputFormats().get(name);
      if (format != null) {
        Optional<String> misfit = misfit(graph, name, format, options);
        FormattedInput input = misfit.isPresent() ? null : of(graph, name, format, rows);
        if (input == null) {
          problems.add(
              Problem.of(
                  "input '" + name + "'",
                  "it cannot have the format that is asked for: "
                      + misfit.orElseGet(() -> otherCells(graph.info(name), format, rows))));
        } else {
          inputs.put(name, input);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
    return inputs;
  }

  private static Optional<String> misfit(
      Graph graph, String name, RowFormat format, CompileOptions options) {
    ValueInfo info = graph.info(name);
    boolean ordered = OrderedValues.of(graph).contains(name);
    ValueType type = PortTypeOf.value(info.type(), ordered);
    if (type != format.type()) {
      return Optional.of(
          "the network reads it as " + word(type) + ", the format is of " + word(format.type()));
    }
    if (ordered && !range(format).equals(FloatOrder.of(info.type()).range())) {
      return Optional.of("the format's range is not that of the order of floats");
    }
    if (type != ValueType.REAL && format.scaleExponent() != 0) {
      return Optional.of("the format has a scale, and it holds integers");
    }
    return format.slices() != null && options.scales() == ScaleGranularity.TENSOR
        ? Optional.of("the format has scales per slice, and one scale a tensor is asked for")
        : Optional.empty();
  }

  private static @Nullable FormattedInput of(Graph graph, String name, RowFormat format, int rows) {
    List<Integer> shape = shape(graph.info(name));
    if (rows > 1 && (shape.isEmpty() || shape.get(0) != rows)) {
      return null;
    }
    List<Integer> row = rows > 1 ? shape.subList(1, shape.size()) : shape;
    if (row.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b) != format.cells()) {
      return null;
    }
    List<Integer> tensor = new ArrayList<>(rows > 1 ? List.of(rows) : List.of());
    tensor.addAll(format.lengths());
    SliceScales given = format.slices();
    if (given == null) {
      return new FormattedInput(format, tensor, null);
    }
    long stride = stride(format.lengths(), given.axis());
    for (int axis = rows > 1 ? 1 : 0; axis < shape.size(); axis++) {
      if (shape.get(axis) == given.exponents().size() && stride(shape, axis) == stride) {
        return new FormattedInput(format, tensor, new SliceScales(axis, given.exponents()));
      }
    }
    return null;
  }

  private static String otherCells(ValueInfo info, RowFormat format, int rows) {
    return "its shape is "
        + shape(info)
        + (rows > 1 ? ", of " + rows + " rows" : "")
        + ", the format's rows have the lengths "
        + format.lengths()
        + (format.slices() == null ? "" : " with scales along axis " + format.slices().axis());
  }

  private static String word(ValueType type) {
    return switch (type) {
      case REAL -> "real numbers";
      case INTEGER -> "integers";
      case BOOLEAN -> "truth values";
      case FLOAT32_ORDER -> "places among all float32 numbers";
      case FLOAT64_ORDER -> "places among all float64 numbers";
    };
  }

  private static long stride(List<Integer> shape, int axis) {
    long stride = 1;
    for (int length : shape.subList(axis + 1, shape.size())) {
      stride *= length;
    }
    return stride;
  }

  private static List<Integer> shape(ValueInfo info) {
    List<Integer> shape = new ArrayList<>();
    for (int length : info.shape()) {
      shape.add(length);
    }
    return shape;
  }

  private static Interval range(RowFormat format) {
    return new Interval(format.lo(), format.hi());
  }

  Interval range() {
    return range(format);
  }

  /** Its factors as a port: at most 0, and 0 for some slice; empty if it has one scale. */
  Optional<SliceExponents> factors() {
    return slices == null
        ? Optional.empty()
        : Optional.of(
            new SliceExponents(slices.axis(), slices.exponents()).plus(-format.scaleExponent()));
  }
}
