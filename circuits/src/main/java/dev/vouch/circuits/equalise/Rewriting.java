package dev.vouch.circuits.equalise;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.SliceFactors.Axis;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import dev.vouch.circuits.operator.quantisation.DynamicQuantizeLinear;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.SliceAxis;
import dev.vouch.circuits.quantise.SliceExtents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The graph of values times their factors. A node that does not take factors reads the value
 * without them, or what it gives is scaled after it. Between a port, whose factors are its own, and
 * the value inside lies what they differ in. Not thread-safe.
 */
final class Rewriting {

  private final Graph graph;
  private final Calibration calibration;
  private final Map<Node, NodeFactors> relations;
  private final Map<String, Integer> axes;
  private final Map<String, SliceExponents> factors;
  private final Map<String, SliceExponents> ports;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorData> constants;
  private final Map<String, ValueInfo> infos = new HashMap<>();
  private final Map<String, Double> magnitudes;
  private final Map<String, Double> least;

  /** Slices of unlike size that some node reads side by side. */
  private final Map<SliceAxis, SliceExtents> restored = new HashMap<>();

  /** Results that are there without their factors as well. */
  private final Set<String> plain = new HashSet<>();

  /**
   * A rewriting.
   *
   * @param relations what each node says of factors
   * @param axes the axis of each value along which it may have factors
   * @param factors of values inside the graph
   * @param ports factors of inputs and outputs, at most 0 and 0 for some slice
   */
  Rewriting(
      Graph graph,
      Calibration calibration,
      Map<Node, NodeFactors> relations,
      Map<String, Integer> axes,
      Map<String, SliceExponents> factors,
      Map<String, SliceExponents> ports) {
    this.graph = graph;
    this.calibration = calibration;
    this.relations = relations;
    this.axes = axes;
    this.factors = factors;
    this.ports = ports;
    this.constants = new LinkedHashMap<>(graph.constants());
    this.magnitudes = new HashMap<>(calibration.magnitudes());
    this.least = new HashMap<>(calibration.least());
  }

  Equalised result() {
    Map<String, SliceExponents> held = new HashMap<>(factors);
    held.keySet().removeIf(this::isPort);
    held.putAll(ports);
    held.forEach((value, exponents) -> scaled(value, value, exponents));
    ports(graph).filter(this::isApart).forEach(this::seenInside);
    for (String input : graph.inputs()) {
      infos.put(input, graph.info(input));
    }
    graph.nodes().forEach(this::add);
    graph.nodes().stream()
        .filter(node -> node.type().equals(DynamicQuantizeLinear.TYPE))
        .map(node -> node.input(0))
        .filter(value -> !held.containsKey(value))
        .forEach(value -> restored.putAll(calibration.ofValue(value)));
    Graph result =
        new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants, infos)
            .withRemovedNodes(graph.removedNodes());
    return new Equalised(result, calibration.with(magnitudes, least, restored), held);
  }

  private boolean isPort(String value) {
    return graph.inputs().contains(value) || graph.outputs().contains(value);
  }

  /** What leads from a port to the value inside. */
  private List<SliceExponents> difference(String port) {
    Map<Integer, SliceExponents> difference = new TreeMap<>();
    Optional.ofNullable(factors.get(port)).ifPresent(inner -> merge(difference, inner));
    Optional.ofNullable(ports.get(port)).ifPresent(outer -> merge(difference, outer.times(-1)));
    return steps(difference);
  }

  private static void merge(Map<Integer, SliceExponents> sum, SliceExponents more) {
    sum.merge(more.axis(), more, SliceExponents::plus);
  }

  /** The axes along which something has to be scaled. */
  private static List<SliceExponents> steps(Map<Integer, SliceExponents> missing) {
    return missing.values().stream().filter(SliceExponents::scales).toList();
  }

  /** Whether the value inside is another one than the port. */
  private boolean isApart(String value) {
    return isPort(value) && !difference(value).isEmpty();
  }

  /** The value that holds the factors of the graph. */
  private String inside(String value) {
    return isApart(value) ? graph.unused(value + ".scaled") : value;
  }

  /** What a node calls a result that is scaled after it. */
  private String unscaled(String value) {
    return graph.unused(value + ".unscaled");
  }

  private static Stream<String> ports(Graph graph) {
    return Stream.concat(graph.inputs().stream(), graph.outputs().stream());
  }

  private void seenInside(String port) {
    SliceExponents exponents = factors.get(port);
    if (exponents == null) {
      asSeen(inside(port), port);
    } else {
      scaled(inside(port), port, exponents);
    }
  }

  /** A value that is made here has the same cells as one of the graph. */
  private void asSeen(String made, String value) {
    calibration.magnitude(value).ifPresent(most -> magnitudes.put(made, most));
    calibration.least(value).ifPresent(cell -> least.put(made, cell));
  }

  /** A value has the cells of one of the graph times factors. */
  private void scaled(String made, String value, SliceExponents exponents) {
    magnitudes.put(made, magnitude(value, exponents));
    least.put(made, least(value, exponents));
  }

  /** A bound below the cells that are not 0; 0 if there is none, +∞ if all are 0. */
  private double least(String value, SliceExponents exponents) {
    SliceExtents slices = calibration.slices(new SliceAxis(value, exponents.axis()));
    double ofAll = calibration.least(value).orElse(0);
    double result = Double.POSITIVE_INFINITY;
    for (int i = 0; i < slices.count(); i++) {
      double ofSlice = Math.max(ofAll, slices.leastMagnitude(i));
      result = Math.min(result, Math.scalb(ofSlice, exponents.exponents().get(i)));
    }
    return result;
  }

  private double magnitude(String value, SliceExponents exponents) {
    double[] slices = calibration.slices(new SliceAxis(value, exponents.axis())).magnitudes();
    double most = 0;
    for (int i = 0; i < slices.length; i++) {
      most = Math.max(most, Math.scalb(slices[i], exponents.exponents().get(i)));
    }
    return most;
  }

  private void add(Node node) {
    NodeFactors relation = relation(node);
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(operand(node, relation, i));
    }
    List<String> outputs = new ArrayList<>();
    List<Node> scalings = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      String output = node.outputs().get(i);
      outputs.add(result(output, missing(node, relation, i), scalings));
    }
    nodes.add(node.with(inputs, outputs));
    nodes.addAll(scalings);
    for (String output : node.outputs()) {
      if (!output.isEmpty()) {
        infos.put(output, graph.info(output));
      }
      if (isApart(output)) {
        infos.put(inside(output), graph.info(output));
        nodes.addAll(scalings(inside(output), output, negated(difference(output))));
      }
    }
  }

  private static List<SliceExponents> negated(List<SliceExponents> exponents) {
    return exponents.stream().map(axis -> axis.times(-1)).toList();
  }

  private NodeFactors relation(Node node) {
    return Objects.requireNonNull(relations.get(node));
  }

  private String operand(Node node, NodeFactors relation, int index) {
    String input = node.inputs().get(index);
    if (graph.constant(input) != null) {
      return constant(relation, index, input, node);
    }
    Integer axis = axes.get(input);
    if (axis == null) {
      return input;
    }
    Axis read = Axis.ofOperand(index, axis);
    boolean taken = relation.takes(read);
    SliceExponents balanced = relation.balanced(index);
    if (balanced != null) {
      return read(input, balanced, taken, ".balanced" + index + " in " + node.outputs().get(0));
    }
    String with = relation.alignedWith(read);
    SliceExponents wanted = with == null ? null : factors.get(with);
    if (wanted != null) {
      return read(input, wanted.along(axis), false, ".beside " + with);
    }
    return taken && with == null ? insideOf(input) : read(input, null, false, ".restored");
  }

  /** The value inside, to which the way from an input is made when a node first reads it. */
  private String insideOf(String value) {
    String inside = inside(value);
    if (!infos.containsKey(inside)) {
      infos.put(inside, graph.info(value));
      nodes.addAll(scalings(value, inside, difference(value)));
    }
    return inside;
  }

  /**
   * The name of an operand whose slices are scaled as a node wants them, and no value is.
   *
   * @param wanted along one axis; all as they are if it is missing
   * @param kept whether factors that it has along another axis stay
   */
  private String read(String value, @Nullable SliceExponents wanted, boolean kept, String suffix) {
    boolean fromPort = graph.inputs().contains(value);
    boolean bare = kept || plain.contains(value);
    SliceExponents held = fromPort ? ports.get(value) : factors.get(value);
    Map<Integer, SliceExponents> missing = new TreeMap<>();
    if (wanted != null) {
      merge(missing, wanted);
    }
    if (held != null && !bare) {
      merge(missing, held.times(-1));
    }
    String from =
        kept ? insideOf(value) : bare ? unscaled(value) : fromPort ? value : inside(value);
    List<SliceExponents> steps = steps(missing);
    if (steps.isEmpty()) {
      return from;
    }
    String name = graph.unused(value + suffix);
    if (!infos.containsKey(name)) {
      infos.put(name, graph.info(value));
      setMagnitude(name, value, wanted, kept);
      nodes.addAll(scalings(from, name, steps));
    }
    return name;
  }

  private void setMagnitude(
      String made, String value, @Nullable SliceExponents wanted, boolean kept) {
    if (wanted != null) {
      scaled(made, value, wanted);
      SliceExponents beside = kept ? factors.get(value) : null;
      if (beside != null) {
        magnitudes.merge(made, Math.scalb(1.0, beside.most()), (most, factor) -> most * factor);
      }
      return;
    }
    asSeen(made, value);
    int axis = Objects.requireNonNull(axes.get(value));
    restored.put(new SliceAxis(made, axis), calibration.slices(new SliceAxis(value, axis)));
  }

  /** What a result has to be scaled by after its node, along one axis after the other. */
  private List<SliceExponents> missing(Node node, NodeFactors relation, int index) {
    Map<Integer, SliceExponents> missing = new TreeMap<>();
    SliceExponents exponents = factors.get(node.outputs().get(index));
    if (index == 0 && !relation.powers().isEmpty()) {
      Map<Integer, SliceExponents> given = ofProduct(node, relation);
      given.values().forEach(factor -> merge(missing, factor.times(-1)));
      setMagnitude(node.outputs().get(0), given.values());
      if (exponents != null) {
        merge(missing, exponents);
      }
    } else if (exponents != null && !relation.takes(Axis.ofResult(index, exponents.axis()))) {
      missing.put(exponents.axis(), exponents);
      String value = node.outputs().get(index);
      plain.add(value);
      asSeen(unscaled(value), value);
      SliceExtents slices = calibration.slices(new SliceAxis(value, exponents.axis()));
      restored.put(new SliceAxis(unscaled(value), exponents.axis()), slices);
    }
    return steps(missing);
  }

  /** The factors that a product has from its operands. */
  private Map<Integer, SliceExponents> ofProduct(Node node, NodeFactors relation) {
    Map<Integer, SliceExponents> given = new TreeMap<>();
    for (NodeFactors.Power power : relation.powers()) {
      SliceExponents there = factors.get(node.input(power.operand().index()));
      if (there != null && there.axis() == power.operand().axis()) {
        merge(given, there.along(power.result().axis()).times(power.power()));
      }
    }
    return given;
  }

  /** How large a product is with the factors of its operands: exactly, or at most. */
  private void setMagnitude(String value, Collection<SliceExponents> given) {
    double most = calibration.magnitude(value).orElse(0);
    for (SliceExponents factor : given) {
      boolean known =
          given.size() == 1
              && factor.exponents().size() > 1
              && calibration.slices(new SliceAxis(value, factor.axis())).count() > 0;
      most = known ? magnitude(value, factor) : Math.scalb(most, factor.most());
    }
    magnitudes.put(unscaled(value), most);
  }

  /**
   * What the node calls a result that is then scaled by {@code missing}.
   *
   * @param scalings takes the nodes that scale it
   */
  private String result(String output, List<SliceExponents> missing, List<Node> scalings) {
    if (missing.isEmpty()) {
      return output.isEmpty() ? output : inside(output);
    }
    String before = unscaled(output);
    infos.put(before, graph.info(output));
    scalings.addAll(scalings(before, inside(output), missing));
    return before;
  }

  /** Nodes that scale a value along one axis after the other. */
  private List<Node> scalings(String from, String to, List<SliceExponents> exponents) {
    List<Node> scalings = new ArrayList<>();
    String at = from;
    for (int i = 0; i < exponents.size(); i++) {
      String next = i == exponents.size() - 1 ? to : graph.unused(to + "." + i);
      infos.put(next, Objects.requireNonNull(infos.get(from)));
      SliceExponents along = exponents.get(i);
      scalings.add(SliceScaling.node(next, at, along.axis(), along.exponents()));
      at = next;
    }
    return scalings;
  }

  /** The name of an operand; of a scaled one, if it is a constant that factors go into. */
  private String constant(NodeFactors relation, int operand, String name, Node node) {
    TensorData given = graph.constant(name);
    if (given == null || !given.isFloating()) {
      return name;
    }
    TensorData scaled = given;
    for (ConstantScaling scaling : relation.constants()) {
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
    String own = shared ? graph.unused(name + "@" + node.name() + "#" + operand) : name;
    if (shared && !scaled.equals(constants.getOrDefault(own, scaled))) {
      own = graph.unused(own + " of " + node.outputs().get(0)); // nodes may share a name
    }
    constants.put(own, scaled);
    return own;
  }
}
