package dev.vouch.circuits.centre;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.operator.feature.Imputed;
import dev.vouch.circuits.operator.feature.PlacedNumbers;
import dev.vouch.circuits.quantise.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes large offsets off columns (the package says why). Begins at inputs, or the numbers of those
 * that are given as places, and at integers that become real numbers; goes on through nodes that
 * only move or scale cells, and ends at the next affine one, whose result is calibrated again. Not
 * thread-safe.
 */
public final class Centring {
  private static final int OPSET = 14;

  /** Bits that are kept for integers at least. */
  private static final int LEAST_BITS = 16;

  private static final String CENTRED = ".centred";

  /** Up to so many bits integers are made longer. */
  private static final int WIDE_BITS = 52;

  private final Graph graph;
  private final Calibration calibration;
  private final Measurements measurements;
  private final Reaches reaches;
  private final Map<String, Shifted> shifted = new HashMap<>();
  private final Map<String, double[]> inputs = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorData> constants;
  private final Map<String, ValueInfo> infos;

  /**
   * A value that the new graph has as another one plus an offset.
   *
   * @param offset of the value's shape
   * @param cells how large the other value's cells get
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Shifted(String name, TensorData offset, double[] cells) {}

  private Centring(Graph graph, Calibration calibration, Measurements measurements) {
    this.graph = graph;
    this.calibration = calibration;
    this.measurements = measurements;
    this.reaches = new Reaches(calibration);
    this.constants = new LinkedHashMap<>(graph.constants());
    this.infos = new HashMap<>();
  }

  /** A graph whose columns have no large offsets where operators allow it. */
  public static Centred of(Graph graph, Calibration calibration, Measurements measurements) {
    Centring centring = new Centring(graph, calibration, measurements);
    for (String input : graph.inputs()) {
      centring.infos.put(input, graph.info(input));
      centring.centre(input, true, true);
    }
    graph.nodes().forEach(centring::add);
    return centring.constants.size() == graph.constants().size()
        ? Centred.unchanged(graph, calibration)
        : centring.result();
  }

  private Centred result() {
    Graph result =
        new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants, infos)
            .withRemovedNodes(graph.removedNodes());
    return new Centred(result, reaches.result(), inputs);
  }

  /** Takes the offsets off a value that is wide, whole or without them, if that pays. */
  private void centre(String value, boolean isInput, boolean isWithout) {
    ValueInfo info = graph.info(value);
    if (!isReadLinearly(value)) {
      return;
    }
    Optional<Centres> seen = Centres.of(value, info, calibration).filter(Centres::areLarge);
    Optional<Centres> chosen = Centres.chosen(value, info, measurements, seen);
    if (chosen.isEmpty()) {
      return;
    }
    Centres centres = chosen.get();
    TensorData offset = centres.constant(info);
    double[] cells = centres.cells(info.shape());
    if (isInput) {
      inputs.put(value, reaches.cells(value, info.shape()));
    }
    if (isWithout && !graph.outputs().contains(value)) {
      reaches.put(value, value, info, cells);
    }
    shifted.put(value, new Shifted(value + CENTRED, offset.broadcastTo(info.shape()), cells));
    reaches.put(value + CENTRED, value, info, cells);
    combine("Sub", value, offset, value + CENTRED, info);
  }

  private boolean isReadLinearly(String value) {
    return graph.consumers(value).stream().anyMatch(reader -> linearity(reader) != Linearity.NONE);
  }

  /** Whether decisions are taken on its cells, for which integers stay what they are. */
  private boolean isDecidedOn(String value) {
    return graph.consumers(value).stream()
        .anyMatch(
            reader ->
                OrderedValues.takesPlaces(graph, reader)
                    || reader.outputs().stream().anyMatch(this::isDecision)
                    || (operator(reader).choosesCells()
                        && reader.outputs().stream().anyMatch(this::isDecidedOn)));
  }

  private boolean isDecision(String value) {
    return !value.isEmpty() && !graph.info(value).type().isFloating();
  }

  private static Operator operator(Node node) {
    return Operators.known().find(node.domain(), node.type()).orElseThrow();
  }

  /** Adds to = from (type) constant. */
  private void combine(String type, String from, TensorData constant, String to, ValueInfo info) {
    String name = to + ".constant";
    constants.put(name, constant);
    infos.put(name, ValueInfo.of(constant));
    infos.put(to, info);
    nodes.add(new Node(to + ".node", type, "", OPSET, List.of(from, name), List.of(to), Map.of()));
  }

  private void add(Node node) {
    if (node.inputs().stream().noneMatch(shifted::containsKey)) {
      if (!castsIntegers(node)
          || !isReadLinearly(node.outputs().get(0))
          || isDecidedOn(node.outputs().get(0))) {
        keep(node, node.inputs());
        if (operator(node) instanceof Imputed || operator(node) instanceof PlacedNumbers) {
          centre(node.outputs().get(0), false, false);
        }
      } else {
        columns(node);
      }
      return;
    }
    switch (linearity(node)) {
      case CELLWISE -> cellwise(node);
      case AFFINE -> affine(node);
      case NONE -> keep(node, node.inputs().stream().map(this::whole).toList());
    }
  }

  private void keep(Node node, List<String> inputs) {
    node.outputs().stream()
        .filter(output -> !output.isEmpty())
        .forEach(output -> infos.put(output, graph.info(output)));
    nodes.add(node.with(inputs, node.outputs()));
  }

  private boolean castsIntegers(Node node) {
    if (node.inputs().size() != 1 || graph.constant(node.inputs().get(0)) != null) {
      return false;
    }
    DataType from = graph.info(node.inputs().get(0)).type();
    DataType to = graph.info(node.outputs().get(0)).type();
    return to.isFloating() && from.isInteger();
  }

  /**
   * Integers become real numbers that are centred and, at first, of one size:
   *
   * <pre>result = 2^(most - exponent) · (2^-most · cast((integer − middle) · 2^exponent)) + middle
   * </pre>
   */
  private void columns(Node cast) {
    String value = cast.outputs().get(0);
    ValueInfo info = graph.info(value);
    Optional<Centres> seen =
        Centres.of(value, info, calibration)
            .map(found -> found.whole().alike(room(cast.inputs().get(0))))
            .filter(Centres::paysForIntegers);
    Optional<Centres> chosen = Centres.chosen(value, info, measurements, seen);
    if (chosen.isEmpty()) {
      keep(cast, cast.inputs());
      return;
    }
    Centres centres = chosen.get();
    int[] exponents = centres.exponents();
    int most = Arrays.stream(exponents).max().orElse(0);
    String alike = value + ".alike";
    infos.put(alike, info);
    nodes.add(cast.with(List.of(integers(cast, centres, exponents)), List.of(alike)));
    String last = alike;
    if (most > 0 || centres.areLarge()) {
      // A fraction is a real number to what follows, and is rounded as such.
      last = value + ".fraction";
      most++;
      combine("Mul", alike, TensorData.ofScalar(Math.scalb(1.0, -most)), last, info);
    }
    double[] factors = new double[exponents.length];
    for (int slice = 0; slice < factors.length; slice++) {
      factors[slice] = Math.scalb(1.0, most - exponents[slice]);
    }
    TensorData restoring = TensorData.ofDoubles(info.type(), centres.shape(info), factors);
    if (centres.areLarge()) {
      combine("Mul", last, restoring, value + CENTRED, info);
      TensorData offset = centres.constant(info).broadcastTo(info.shape());
      double[] cells = centres.cells(info.shape());
      shifted.put(value, new Shifted(value + CENTRED, offset, cells));
      reaches.put(value + CENTRED, value, info, cells);
      if (graph.outputs().contains(value)) {
        whole(value);
      }
    } else {
      combine("Mul", last, restoring, value, info);
    }
  }

  /** (integer − middle) · 2^exponent, of 64 bits. */
  private String integers(Node cast, Centres centres, int... exponents) {
    String value = cast.outputs().get(0);
    String last = cast.inputs().get(0);
    ValueInfo wide = new ValueInfo(DataType.INT64, graph.info(last).shape());
    int[] shape = centres.shape(wide);
    boolean scaled = Arrays.stream(exponents).anyMatch(exponent -> exponent > 0);
    if (centres.areLarge() || scaled) {
      Attribute type = new Attribute.Integer(DataType.INT64.onnxCode());
      String copy = value + ".wide";
      infos.put(copy, wide);
      nodes.add(
          new Node(
              copy + ".node", "Cast", "", OPSET, List.of(last), List.of(copy), Map.of("to", type)));
      last = copy;
    }
    double[] cells = centres.cells(wide.shape());
    if (centres.areLarge()) {
      long[] middles =
          Arrays.stream(centres.middles()).mapToLong(middle -> (long) middle).toArray();
      String difference = value + ".difference";
      combine("Sub", last, TensorData.ofLongs(DataType.INT64, shape, middles), difference, wide);
      reaches.put(difference, value, wide, cells);
      last = difference;
    }
    if (scaled) {
      long[] factors = Arrays.stream(exponents).mapToLong(exponent -> 1L << exponent).toArray();
      TensorData factor = TensorData.ofLongs(DataType.INT64, shape, factors);
      String multiple = value + ".multiple";
      double[] multiplied = factor.broadcastTo(wide.shape()).toDoubles().clone();
      Arrays.setAll(multiplied, cell -> cells[cell] * multiplied[cell]);
      combine("Mul", last, factor, multiple, wide);
      reaches.put(multiple, value, wide, multiplied);
      last = multiple;
    }
    return last;
  }

  /** The most that integers can be shifted to the left and leave sums some room. */
  private int room(String integers) {
    double magnitude = calibration.magnitude(integers).orElse(0);
    int bits = Math.max(LEAST_BITS, Math.getExponent(magnitude) + 2);
    return Math.max(0, WIDE_BITS - bits);
  }

  /** The value with its offset. */
  private String whole(String value) {
    Shifted other = shifted.get(value);
    if (other == null) {
      return value;
    }
    String whole = infos.containsKey(value) ? value + ".whole" : value;
    if (!infos.containsKey(whole)) {
      ValueInfo info = graph.info(value);
      if (!whole.equals(value)) {
        reaches.put(whole, value, info, reaches.cells(value, info.shape()));
      }
      double[] ones = new double[info.size()];
      Arrays.fill(ones, 1);
      String apart = whole + ".difference";
      // A product with weights, so that factors on slices of both need not be the same.
      combine("Mul", other.name(), of(info, ones), apart, info);
      reaches.put(apart, value, info, other.cells());
      combine("Add", apart, other.offset(), whole, info);
    }
    return whole;
  }

  /** The offset goes through a node that only moves or scales cells. */
  private void cellwise(Node node) {
    List<TensorData> offsets = evaluated(node, this::offset);
    List<TensorData> cells = evaluated(node, this::reach);
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      String output = node.outputs().get(i);
      outputs.add(output.isEmpty() ? "" : output + CENTRED);
      if (!output.isEmpty()) {
        ValueInfo info = graph.info(output);
        double[] reach = absolute(cells.get(i)).toDoubles();
        shifted.put(output, new Shifted(output + CENTRED, offsets.get(i), reach));
        reaches.put(output + CENTRED, output, info, reach);
        infos.put(output + CENTRED, info);
      }
    }
    nodes.add(node.with(shiftedInputs(node), outputs));
    node.outputs().stream().filter(graph.outputs()::contains).forEach(this::whole);
  }

  /** What the offset adds to the result is added after the node, while the sum is wide. */
  private void affine(Node node) {
    String output = node.outputs().get(0);
    ValueInfo info = graph.info(output);
    double[] added = evaluated(node, this::offset).get(0).toDoubles().clone();
    double[] constant = evaluated(node, this::zero).get(0).toDoubles();
    Arrays.setAll(added, cell -> added[cell] - constant[cell]);
    String part = output + ".part";
    infos.put(part, info);
    nodes.add(node.with(shiftedInputs(node), List.of(part)));
    combine("Add", part, TensorData.ofDoubles(info.type(), info.shape(), added), output, info);
    centre(output, false, true);
    Shifted centred = shifted.get(output);
    double[] cells = centred == null ? reaches.cells(output, info.shape()) : centred.cells();
    reaches.put(part, output, info, cells);
  }

  private List<String> shiftedInputs(Node node) {
    return node.inputs().stream()
        .map(input -> shifted.containsKey(input) ? shifted.get(input).name() : input)
        .toList();
  }

  private List<TensorData> evaluated(Node node, Function<String, TensorData> operands) {
    List<@Nullable TensorData> given = new ArrayList<>();
    for (String input : node.inputs()) {
      given.add(input.isEmpty() ? null : operands.apply(input));
    }
    return Operators.lowered(node).orElseThrow().evaluate(node, Operands.of(given));
  }

  private TensorData offset(String input) {
    Shifted other = shifted.get(input);
    return other == null ? zero(input) : other.offset();
  }

  private TensorData zero(String input) {
    TensorData constant = graph.constant(input);
    return constant == null
        ? of(graph.info(input), new double[graph.info(input).size()])
        : constant;
  }

  private TensorData reach(String input) {
    TensorData constant = graph.constant(input);
    if (constant != null) {
      return constant.isFloating() ? absolute(constant) : constant;
    }
    ValueInfo info = graph.info(input);
    Shifted other = shifted.get(input);
    return of(info, other == null ? reaches.cells(input, info.shape()) : other.cells());
  }

  private static TensorData of(ValueInfo info, double[] cells) {
    return TensorData.ofDoubles(info.type(), info.shape(), cells);
  }

  private static TensorData absolute(TensorData data) {
    return data.map(Math::abs, Math::abs);
  }

  private Linearity linearity(Node node) {
    try {
      return Operators.lowered(node)
          .map(
              operator ->
                  operator.linearity(node, Inference.of(node, graph::info, graph::constant)))
          .orElse(Linearity.NONE);
    } catch (UnsupportedNodeException | InvalidNodeException e) {
      return Linearity.NONE; // lowering will say what is wrong with the node
    }
  }
}
