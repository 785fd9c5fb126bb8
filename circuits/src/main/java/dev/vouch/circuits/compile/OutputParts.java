package dev.vouch.circuits.compile;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Magnitudes;
import dev.vouch.circuits.operator.Tolerance;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How exactly outputs have to be known that are put together from values of unlike size cell by
 * cell, as scores beside what stands for "masked" are: the small ones keep their digits.
 *
 * <pre>
 * y = Where(mask, scores, −1e9)        error allowed: that of scores
 * </pre>
 */
final class OutputParts {
  /** Parts that differ by less share the digits that an output has in any case. */
  private static final double UNLIKE = 0x1p8;

  private final Graph graph;
  private final Calibration calibration;
  private final int bits;

  /**
   * The parts of a graph's outputs.
   *
   * @param bits of activations
   */
  OutputParts(Graph graph, Calibration calibration, int bits) {
    this.graph = graph;
    this.calibration = calibration;
    this.bits = bits;
  }

  /**
   * What the outputs need, by name.
   *
   * @param factors of their slices, which errors are multiplied by
   */
  Map<String, Tolerance> tolerances(Map<String, SliceExponents> factors) {
    Map<String, Tolerance> tolerances = new HashMap<>();
    for (String output : graph.outputs()) {
      SliceExponents exponents = factors.get(output);
      double least = exponents == null ? 1 : Math.scalb(1.0, exponents.least());
      tolerances.put(output, tolerance(output).dividedBy(1 / least));
    }
    return tolerances;
  }

  /** What an output needs; nothing where its parts are about as large as it is. */
  private Tolerance tolerance(String output) {
    double most = magnitude(output);
    double least = graph.info(output).type().isFloating() ? least(output) : most;
    return most < UNLIKE * least || least == 0
        ? Tolerance.NONE
        : Tolerance.absolute(Math.scalb(least, -bits), most);
  }

  /** The largest magnitude of the smallest part that is not 0. */
  private double least(String value) {
    Node node = graph.producer(value);
    int[] parts = node == null ? new int[0] : parts(node, value);
    return node == null || parts.length == 0
        ? magnitude(value)
        : Arrays.stream(parts)
            .mapToObj(node::input)
            .mapToDouble(this::least)
            .filter(size -> size > 0)
            .min()
            .orElse(0);
  }

  /** The operands of which each cell of a node's result is one, or one beside zeros. */
  private int[] parts(Node node, String value) {
    return switch (node.type()) {
      case "Where" -> new int[] {1, 2};
      case "ScatterElements", "ScatterND" -> new int[] {0, 2};
      case "Concat" -> hasSlices(node, value) ? new int[0] : all(node);
      case "Add", "Sub" -> isMixed(value) ? all(node) : new int[0];
      default -> isView(node) ? new int[] {0} : new int[0];
    };
  }

  /** Whether parts may be scaled along the axis that joins them. */
  private boolean hasSlices(Node node, String value) {
    int[] shape = graph.info(value).shape();
    int joined = Shape.axis(node.integer("axis", 1), shape.length);
    return Arrays.stream(SliceAxis.candidates(shape)).anyMatch(axis -> axis == joined);
  }

  private static int[] all(Node node) {
    int[] parts = new int[node.inputs().size()];
    Arrays.setAll(parts, part -> part);
    return parts;
  }

  private boolean isMixed(String value) {
    return Arrays.stream(SliceAxis.candidates(graph.info(value).shape()))
        .anyMatch(axis -> calibration.slices(new SliceAxis(value, axis)).mixed());
  }

  /** Whether the result's cells are those of the only computed operand, as large as they were. */
  private boolean isView(Node node) {
    Inference inputs = Inference.of(node, graph::info, graph::constant);
    boolean cellwise =
        Operators.lowered(node)
            .filter(operator -> operator.linearity(node, inputs) == Linearity.CELLWISE)
            .isPresent();
    return cellwise && magnitude(node.input(0)) == magnitude(node.outputs().get(0));
  }

  private double magnitude(String value) {
    TensorData constant = graph.constant(value);
    return constant == null
        ? calibration.magnitude(value).orElse(0)
        : Magnitudes.of(constant.toDoubles());
  }
}
