package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.quantise.WeightQuantiser;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator builds the integer program with. A value of the graph is a {@link Wire}; sums
 * and products stay wide (at the sum of their operands' scales) until something needs them narrow:
 * a product, a table, an output. So Gemm + Add + Relu become one contraction and one requantisation
 * without any pattern being looked for.
 *
 * <p>Methods throw {@link UnsupportedNodeException} for what cannot be lowered. Not thread-safe.
 */
public final class Lowering {
  /** Magnitude up to which an affine value is an operand of products without being requantised. */
  private static final long NARROW = 1L << 19;

  private static final int MAX_SHIFT = 32;

  private static final int MAX_REFINEMENT = 61;

  /** Up to so many bits values stay wide: further sums have room below 2^62. */
  private static final int WIDE_BITS = 54;

  /** Bits that the first of two roundings keeps below the second. */
  private static final int GUARD_BITS = 8;

  private final GraphValues graph;
  private final Calibration calibration;
  private final ProgramBuilder program;
  private final Map<String, Wire> wires = new HashMap<>();
  private final ExactIntegers integers = new ExactIntegers(this);
  private final Map<Requantised, Integer> requantised = new HashMap<>();
  private final Map<Stored, Integer> stored = new HashMap<>();
  private final Map<Integer, CutEnds> cuts = new HashMap<>();

  private record Requantised(int tensor, int shift, Interval bounds) {}

  /** A constant as it lies in the program; buffers are equal if their contents are. */
  private record Stored(
      String name,
      String labels,
      List<Integer> shape,
      int scaleExponent,
      boolean weight,
      LongBuffer content) {}

  /** A context for the nodes of a graph, which are lowered in order. */
  public Lowering(GraphValues graph, Calibration calibration, ProgramBuilder program) {
    this.graph = graph;
    this.calibration = calibration;
    this.program = program;
  }

  /** The program that is built. */
  public ProgramBuilder program() {
    return program;
  }

  /** Type and shape of a value. */
  public ValueInfo info(String value) {
    return graph.info(value);
  }

  /** What is known of a node's inputs, as its operator's own methods take it. */
  public Inference inference(Node node) {
    List<@Nullable ValueInfo> infos = new ArrayList<>();
    List<@Nullable TensorData> constants = new ArrayList<>();
    for (String input : node.inputs()) {
      infos.add(input.isEmpty() ? null : graph.info(input));
      constants.add(input.isEmpty() ? null : graph.constant(input));
    }
    return Inference.of(infos, constants);
  }

  /** Lengths of a value's axes. */
  public List<Integer> shape(String value) {
    return Arrays.stream(graph.info(value).shape()).boxed().toList();
  }

  /** Whether a value is known at compile time. */
  public boolean isConstant(String value) {
    return graph.constant(value) != null;
  }

  /**
   * A value known at compile time.
   *
   * @throws UnsupportedNodeException if it depends on the network's inputs
   */
  public TensorData constant(String value) {
    TensorData data = graph.constant(value);
    if (data == null) {
      throw new UnsupportedNodeException(
          "operand '" + value + "' must be constant, but it depends on the model's input");
    }
    return data;
  }

  /** The wire of a value that depends on the network's inputs. */
  public Wire wire(String value) {
    Wire wire = wires.get(value);
    if (wire == null) {
      throw new UnsupportedNodeException(
          "operand '" + value + "' is constant where a computed value is expected");
    }
    return wire;
  }

  /**
   * The wire of any value. Real constants become weights, for they may be learned; integers and
   * booleans become public constants of the program.
   */
  public Wire wireOrConstant(String value) {
    TensorData constant = graph.constant(value);
    return constant == null ? wire(value) : constantWire(value, constant);
  }

  /** Whether a wire holds what integers or booleans of the graph are, at scale 0. */
  public boolean holdsIntegers(Wire wire) {
    return wire.scaleExponent() == 0 && integers.contains(wire);
  }

  /** Whether a value has a wire. */
  public boolean hasWire(String value) {
    return wires.containsKey(value);
  }

  /** Defines the value of a node's output. */
  public void bind(String output, Wire wire) {
    if (shape(output).contains(0)) {
      throw new UnsupportedNodeException("the result has no cells");
    }
    if (!wire.view().shape().equals(shape(output))) {
      throw new IllegalStateException(
          "value '"
              + output
              + "' has shape "
              + shape(output)
              + ", lowered to "
              + wire.view().shape());
    }
    define(output, wire);
  }

  private void define(String value, Wire wire) {
    wires.put(value, wire);
    if (isInteger(value)) {
      integers.add(wire);
    }
  }

  /** Whether a value is of integers or booleans, which are never rounded. */
  public boolean isInteger(String value) {
    return !graph.info(value).type().isFloating();
  }

  /** Starts a contraction; see {@link Einsum}. */
  public Einsum einsum(String name, String resultLabels) {
    return new Einsum(this, name, resultLabels);
  }

  /** A wire as an operand of a product: narrow, and affine. */
  public Operand factor(Wire wire, String labels) {
    return new Operand.OfWire(narrow(wire), labels);
  }

  /** A wire as the only operand of a summand; it may be wide. */
  public Operand term(Wire wire, String labels) {
    return new Operand.OfWire(wire, labels);
  }

  /**
   * A weight of the model: hidden or public as the model's weights are.
   *
   * @param name of the initializer
   */
  public Operand.OfIntegers weight(
      String name, double[] values, int[] lengths, String labels, int scaleExponent) {
    requireFinite(name, values);
    long[] integers = WeightQuantiser.quantise(values, scaleExponent);
    long most = (1L << WeightQuantiser.bits(integers)) - 1;
    return new Operand.OfIntegers(
        name, lengths, labels, integers, new Interval(-most - 1, most), scaleExponent, true);
  }

  /** A constant of the architecture, public in any case. */
  public Operand integers(
      String name, long[] values, int[] lengths, String labels, int scaleExponent) {
    return new Operand.OfIntegers(
        name, lengths, labels, values, Interval.of(values), scaleExponent, false);
  }

  private static void requireFinite(String name, double[] values) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new UnsupportedNodeException("weights '" + name + "' hold NaN or infinity");
    }
  }

  /**
   * A program tensor with an operand's integers in the given arrangement; equal ones are stored
   * once.
   */
  int stored(Operand.OfIntegers operand, List<Integer> shape, int[] cells) {
    long[] values = Arrays.stream(cells).mapToLong(cell -> operand.integers()[cell]).toArray();
    Stored key =
        new Stored(
            operand.name(),
            operand.labels(),
            shape,
            operand.scaleExponent(),
            operand.weight(),
            LongBuffer.wrap(values));
    return stored.computeIfAbsent(
        key,
        missing ->
            operand.weight()
                ? program.model(
                    operand.name(), shape, values, operand.declared(), operand.scaleExponent())
                : program.constant(operand.name(), shape, values, operand.scaleExponent()));
  }

  /** The node of that type that alone reads a value which is no network output, if there is one. */
  public Optional<Node> onlyReader(String value, String type) {
    List<Node> readers = graph.consumers(value);
    boolean alone = readers.size() == 1 && !graph.isOutput(value);
    return alone
        ? readers.stream().filter(node -> node.type().equals(type)).findFirst()
        : Optional.empty();
  }

  /** Primitives that follow also compute this node: the one that is lowered takes it in. */
  public void fuse(Node node) {
    program.fuse(new NodeRef(node.name(), node.type()));
  }

  /**
   * Scale of the narrow value that a node's output becomes, as far as it is known before its reader
   * is lowered.
   */
  public int expectedScale(String output) {
    List<Node> readers = graph.consumers(output);
    boolean rectified =
        readers.size() == 1 && List.of("Relu", "Clip").contains(readers.get(0).type());
    String value = rectified ? readers.get(0).outputs().get(0) : output;
    double magnitude = calibration.magnitude(value).orElse(1);
    return rectified ? Scales.unsigned(magnitude) : Scales.signed(magnitude);
  }

  /** Largest magnitude of a value over the calibration samples. */
  public OptionalDouble magnitude(String value) {
    return calibration.magnitude(value);
  }

  /**
   * The value as operand of a product: an affine tensor of at most 20 bits, requantised if it is
   * not one already. Integers keep their value, whatever its length.
   */
  public Wire narrow(Wire wire) {
    if (integers.contains(wire)) {
      return integers.affine(integers.whole(wire));
    }
    Interval range = program.tensor(wire.tensor()).range();
    if (program.affine(wire.tensor()) && range.magnitude() <= NARROW) {
      return wire;
    }
    String value = program.tensor(wire.tensor()).name();
    return program.completing(
        wire.tensor(),
        () ->
            cutting(
                requantise(wire, narrowScale(wire), Interval.signed(Scales.ACTIVATION_BITS), value),
                CutEnds.BOTH));
  }

  private int narrowScale(Wire wire) {
    IntegerTensor tensor = program.tensor(wire.tensor());
    OptionalDouble magnitude = calibration.magnitude(tensor.name());
    if (magnitude.isPresent()) {
      // A factor 2^k only moves the scale: the wire may stand for 2^k times what the tensor is
      // named
      // after, and is that much larger.
      int moved = wire.scaleExponent() - tensor.scaleExponent();
      return Scales.signed(magnitude.getAsDouble()) + moved;
    }
    int bits = 64 - Long.numberOfLeadingZeros(tensor.range().magnitude());
    return wire.scaleExponent() - Math.max(0, bits - (Scales.ACTIVATION_BITS - 1));
  }

  /** Marks the ends at which a clamp or a table cuts values off for lack of width. */
  Wire cutting(Wire wire, CutEnds ends) {
    cuts.merge(wire.tensor(), ends, CutEnds::or);
    return wire;
  }

  /** What stands for each value of the graph that is bound by now. */
  public LoweredValues values() {
    Map<String, Wire> narrowed = new HashMap<>();
    wires.forEach(
        (value, wire) -> {
          int shift = Math.max(0, wire.scaleExponent() - narrowScale(wire));
          Interval bounds = Interval.signed(Scales.ACTIVATION_BITS);
          Integer tensor = requantised.get(new Requantised(wire.tensor(), shift, bounds));
          if (tensor != null) {
            narrowed.put(value, new Wire(tensor, wire.view(), wire.scaleExponent() - shift));
          }
        });
    return new LoweredValues(wires, narrowed, cuts);
  }

  /**
   * The value rescaled with rounding and clamped. The whole tensor under the wire is requantised,
   * once for each choice of scale and bounds; in two steps where the shift is above 2^32.
   *
   * @param scaleExponent of the result; a finer one than the wire's is not reached
   * @param bounds integers of the result
   * @param name of the graph value the result stands for
   */
  public Wire requantise(Wire wire, int scaleExponent, Interval bounds, String name) {
    int shift = Math.max(0, wire.scaleExponent() - scaleExponent);
    if (shift > MAX_SHIFT) {
      int first = Math.min(MAX_SHIFT, shift - GUARD_BITS);
      Interval all = Requantisation.range(program.tensor(wire.tensor()).range(), first);
      Wire finer = requantise(wire, wire.scaleExponent() - first, all, name);
      return requantise(finer, scaleExponent, bounds, name);
    }
    Requantised key = new Requantised(wire.tensor(), shift, bounds);
    int tensor =
        requantised.computeIfAbsent(
            key, missing -> program.requantisation(name, wire.tensor(), shift, bounds));
    return new Wire(tensor, wire.view(), wire.scaleExponent() - shift);
  }

  /**
   * 2^(to − from): the factor that takes integers of one scale to a finer one.
   *
   * @throws RangeExceededException if no integer of the finer scale could stay within ±2^62
   */
  static long refinement(int from, int to) {
    if (to - from > MAX_REFINEMENT) {
      throw new RangeExceededException(
          "values at 2^-" + from + " and at 2^-" + to + " meet in one sum");
    }
    return 1L << (to - from);
  }

  /** The value, narrow if a contraction that makes its integers longer might overflow. */
  Wire withHeadroom(Wire wire, int moreBits) {
    Interval range = program.tensor(wire.tensor()).range();
    int bits = 64 - Long.numberOfLeadingZeros(range.magnitude());
    return bits + moreBits > WIDE_BITS ? narrow(wire) : wire;
  }

  /** ⌊integer / 2^bits⌋: the high part of the integers, whose scale is {@code bits} coarser. */
  public Wire floored(Wire wire, int bits, String name) {
    if (bits == 0) {
      return wire;
    }
    // Rounding half up after moving down by half a step is rounding down.
    Wire moved = Extrema.shifted(this, name, wire, -(1L << (bits - 1)));
    Interval range = program.tensor(wire.tensor()).range();
    Interval bounds = new Interval(range.lo() >> bits, range.hi() >> bits);
    return requantise(moved, wire.scaleExponent() - bits, bounds, name);
  }

  /**
   * The same row-major cells under another shape; free where the shapes have a common refinement.
   */
  public Wire reshape(Wire wire, List<Integer> shape) {
    return wire.view().reshape(shape).map(wire::through).orElseGet(() -> rearranged(wire, shape));
  }

  /** The value as a tensor of its own shape, by a static index table. */
  Wire rearranged(Wire wire) {
    return rearranged(wire, wire.view().shape());
  }

  private Wire rearranged(Wire wire, List<Integer> shape) {
    Wire source = program.affine(wire.tensor()) ? wire : narrow(wire);
    int tensor =
        program.rearrangement(
            program.tensor(source.tensor()).name(), shape, source.tensor(), source.view().cells());
    return new Wire(tensor, View.of(shape), source.scaleExponent());
  }

  /**
   * The value as a tensor of its own, whose axes are the factors of the wire's view; costs no
   * commitment.
   */
  public Wire copied(Wire wire) {
    String labels = labels(wire.view().rank());
    return einsum(program.tensor(wire.tensor()).name(), labels)
        .add(1, term(wire, labels))
        .build(wire.scaleExponent());
  }

  /** As many different labels as there are axes. */
  public static String labels(int rank) {
    return IntStream.range(0, rank)
        .mapToObj(i -> Character.toString('a' + i))
        .collect(Collectors.joining());
  }

  /**
   * The sum of several values of one shape, at the finest of their scales.
   *
   * @param name of the graph value it stands for
   * @param coefficients one a wire
   */
  public Wire sum(String name, List<Wire> summands, long[] coefficients) {
    int scale = summands.stream().mapToInt(Wire::scaleExponent).max().orElseThrow();
    String labels = labels(summands.get(0).view().rank());
    Einsum sum = einsum(name, labels);
    for (int i = 0; i < coefficients.length; i++) {
      Wire wire = summands.get(i);
      sum.add(
          Math.multiplyExact(coefficients[i], refinement(wire.scaleExponent(), scale)),
          term(wire, labels));
    }
    return sum.build(scale);
  }

  /** x plus constants of the architecture at the same scale. */
  public Wire sum(String name, Wire x, Operand constants, String labels) {
    return einsum(name, labels).add(1, term(x, labels)).add(1, constants).build(x.scaleExponent());
  }

  /**
   * The scale at which an additive constant of that magnitude is stored: at most that of the sum.
   */
  public static int biasScale(double magnitude, int sumScale) {
    return Math.min(sumScale, Scales.fitting(magnitude, Scales.WEIGHT_BITS - 1));
  }

  /** The wire of a graph output: real numbers narrow, integers at scale 0. */
  public Wire output(String value) {
    Wire wire = wireOrConstant(value);
    return isInteger(value) ? integers.whole(wire) : narrow(wire);
  }

  private Wire constantWire(String value, TensorData constant) {
    List<Integer> shape = shape(value);
    if (!constant.isFloating()) {
      return new Wire(program.constant(value, shape, constant.longs(), 0), View.of(shape), 0);
    }
    double[] values = constant.doubles();
    int scale = Scales.signed(WeightQuantiser.magnitude(values));
    Operand.OfIntegers weight =
        weight(value, values, constant.shape(), labels(constant.rank()), scale);
    int[] cells = IntStream.range(0, values.length).toArray();
    return new Wire(stored(weight, shape, cells), View.of(shape), scale);
  }

  /** Defines a network input. */
  public void bindInput(String value, int tensor) {
    define(value, new Wire(tensor, View.of(shape(value)), program.tensor(tensor).scaleExponent()));
  }
}
