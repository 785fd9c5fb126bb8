package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of values times their factors. The factors of an input or output are divided by the
 * largest of them, and a product with that one, which only moves a scale, leads on from the input
 * or to the output: so the scales of a port are at most that of its tensor. Not thread-safe.
 */
final class Rewriting {
  private static final String SCALED = ".scaled";
  private static final int OPSET = 14;

  private final Graph graph;
  private final Calibration calibration;
  private final Map<Node, List<ConstantScaling>> scalings;
  private final Map<String, SliceExponents> factors;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorData> constants;
  private final Map<String, ValueInfo> infos = new HashMap<>();
  private final Map<String, Double> magnitudes;

  Rewriting(
      Graph graph,
      Calibration calibration,
      Map<Node, List<ConstantScaling>> scalings,
      Map<String, SliceExponents> factors) {
    this.graph = graph;
    this.calibration = calibration;
    this.scalings = scalings;
    this.factors = factors;
    this.constants = new LinkedHashMap<>(graph.constants());
    this.magnitudes = new HashMap<>(calibration.magnitudes());
  }

  Equalised result() {
    Map<String, SliceExponents> held = new HashMap<>();
    factors.forEach(
        (value, exponents) -> {
          SliceExponents kept = exponents.plus(isPort(value) ? -exponents.most() : 0);
          magnitudes.put(value, magnitude(value, kept));
          if (kept.scales()) {
            held.put(value, kept);
          }
        });
    for (String input : graph.inputs()) {
      infos.put(input, graph.info(input));
      if (isMoved(input)) {
        move(input, input, input + SCALED, most(input));
      }
    }
    graph.nodes().forEach(this::add);
    Graph result =
        new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants, infos)
            .withRemovedNodes(graph.removedNodes());
    return new Equalised(result, calibration.withMagnitudes(magnitudes), held);
  }

  private boolean isPort(String value) {
    return graph.inputs().contains(value) || graph.outputs().contains(value);
  }

  /** Whether nodes read another value than the port. */
  private boolean isMoved(String value) {
    return isPort(value) && most(value) != 0;
  }

  private int most(String value) {
    SliceExponents exponents = factors.get(value);
    return exponents == null ? 0 : exponents.most();
  }

  private double magnitude(String value, SliceExponents exponents) {
    double[] slices = calibration.slices(new SliceAxis(value, exponents.axis())).magnitudes();
    double most = 0;
    for (int i = 0; i < slices.length; i++) {
      most = Math.max(most, Math.scalb(slices[i], exponents.exponents().get(i)));
    }
    return most;
  }

  /** Adds to = from · 2^exponent, one of which is the port. */
  private void move(String port, String from, String to, int exponent) {
    String factor = to + ".factor";
    constants.put(factor, TensorData.ofScalar(Math.scalb(1.0, exponent)));
    infos.put(from, graph.info(port));
    infos.put(to, graph.info(port));
    magnitudes.put(port + SCALED, Math.scalb(magnitudes.getOrDefault(port, 0.0), most(port)));
    nodes.add(
        new Node(to + ".move", "Mul", "", OPSET, List.of(from, factor), List.of(to), Map.of()));
  }

  private void add(Node node) {
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      String input = node.inputs().get(i);
      inputs.add(isMoved(input) ? input + SCALED : constant(node, i, input));
    }
    List<String> outputs =
        node.outputs().stream().map(output -> isMoved(output) ? output + SCALED : output).toList();
    nodes.add(node.with(inputs, outputs));
    for (String output : node.outputs()) {
      if (isMoved(output)) {
        move(output, output + SCALED, output, -most(output));
      } else if (!output.isEmpty()) {
        infos.put(output, graph.info(output));
      }
    }
  }

  /** The name of an operand; of a scaled one, if it is a constant that factors go into. */
  private String constant(Node node, int operand, String name) {
    TensorData given = graph.constant(name);
    if (given == null || !given.isFloating()) {
      return name;
    }
    TensorData scaled = given;
    for (ConstantScaling scaling : scalings.getOrDefault(node, List.of())) {
      SliceExponents exponents = factors.get(scaling.with().value());
      if (scaling.operand() == operand
          && exponents != null
          && exponents.axis() == scaling.with().axis()) {
        scaled = scaling.applied(scaled, exponents.exponents());
      }
    }
    if (scaled.equals(given)) {
      return name;
    }
    boolean shared = graph.consumers(name).size() > 1 || graph.outputs().contains(name);
    String own = shared ? name + "@" + node.name() + "#" + operand : name;
    constants.put(own, scaled);
    return own;
  }
}
