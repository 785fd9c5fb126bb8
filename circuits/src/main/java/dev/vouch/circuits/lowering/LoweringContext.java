package dev.vouch.circuits.lowering;

import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.MoreBits;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.quantise.SliceAxis;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an operator and its recipes build the integer program with. A value of the graph is a {@link
 * Wire}; sums and products stay wide (at the sum of their operands' scales) until something needs
 * them narrow: a product, a table, an output. So Gemm + Add + Relu become one contraction and one
 * requantisation without any pattern being looked for.
 *
 * <pre>
 * graph        what is known of values and nodes     wires        which integers stand for a value
 * einsum       sums of products                      rescaling    other scales, with rounding
 * rearranging  other orders of cells                 errors       how far integers may be off
 * program      what all of them add to
 * </pre>
 *
 * <p>Methods of the parts throw {@link dev.vouch.circuits.node.UnsupportedNodeException} for what
 * cannot be lowered. Not thread-safe.
 */
public final class LoweringContext {
  private final GraphValues graph;
  private final Calibration calibration;
  private final Measurements measurements;
  private final Scales scales;
  private final MoreBits more;
  private final ProgramBuilder program;
  private final ErrorRules errors = new ErrorRules();
  private final Constants constants;
  private final Rescaling rescaling;
  private final Rearranging rearranging;
  private final Wires wires;

  /**
   * A context for the nodes of a graph, which are lowered in order.
   *
   * @param scales width of activations
   * @param more bits of values that need them
   */
  public LoweringContext(
      GraphValues graph,
      Calibration calibration,
      Measurements measurements,
      Scales scales,
      MoreBits more,
      ProgramBuilder program) {
    this.graph = graph;
    this.calibration = calibration;
    this.measurements = measurements;
    this.scales = scales;
    this.more = more;
    this.program = program;
    this.constants = new Constants(program, measurements, scales, errors);
    this.rescaling = new Rescaling(program, this::bound, scales, more, errors);
    this.rearranging = new Rearranging(program, rescaling);
    this.wires = new Wires(graph, program, constants, rescaling, errors);
  }

  /** What is known of the graph. */
  public GraphValues graph() {
    return graph;
  }

  /** The program that is built. */
  public ProgramBuilder program() {
    return program;
  }

  /** What stands for the values of the graph. */
  public Wires wires() {
    return wires;
  }

  /** The width of activations, and the scales that follow from it. */
  public Scales scales() {
    return scales;
  }

  /** What recipes say of the errors of what they build. */
  public ErrorRules errors() {
    return errors;
  }

  /** Integers that are known at compile time. */
  public Constants constants() {
    return constants;
  }

  /** What data and hidden weights are asked. */
  public Measurements measurements() {
    return measurements;
  }

  /** Changes of scale. */
  public Rescaling rescaling() {
    return rescaling;
  }

  /** Changes of the order of cells. */
  public Rearranging rearranging() {
    return rearranging;
  }

  /**
   * Starts a sum of products.
   *
   * @param name of the graph value it stands for
   * @param resultLabels labels of the result's axes
   */
  public Einsum einsum(String name, String resultLabels) {
    return new Einsum(
        program, constants, rearranging, errors, name, resultLabels, wire -> marked(name, wire));
  }

  /** Sums that stand for integers of the graph are never rounded, before they are bound either. */
  private Wire marked(String name, Wire wire) {
    return graph.has(name) && graph.isInteger(name) ? rescaling.markIntegers(wire) : wire;
  }

  /** Largest magnitude of a value over the calibration samples. */
  public OptionalDouble magnitude(String value) {
    return measurements.ofValue(Quantity.MAGNITUDE, value, calibration.magnitude(value));
  }

  /** The same, of which an exponent is taken: a bound below twice that. */
  public OptionalDouble bound(String value) {
    return measurements.ofValue(Quantity.BOUND, value, calibration.magnitude(value));
  }

  /** Least and greatest number of a value over the calibration samples, 0 counted in. */
  public double[] extent(String value) {
    double[] seen = calibration.extent(value, graph.info(value).shape());
    return new double[] {
      extent(Quantity.LOWEST, value, seen[0]), extent(Quantity.HIGHEST, value, seen[1])
    };
  }

  private double extent(Quantity quantity, String value, double seen) {
    return measurements.ofValue(quantity, value, OptionalDouble.of(seen)).orElse(seen);
  }

  /** Least magnitude other than 0 of a value over the calibration samples. */
  public OptionalDouble least(String value) {
    return measurements.ofValue(Quantity.LEAST, value, calibration.least(value));
  }

  /** Scale of the narrow value that a value of the graph becomes, from its calibration. */
  public int narrowScale(String value) {
    return scales.signed(bound(value).orElse(1));
  }

  /** Bits that readers of a value need beyond those of activations. */
  public int moreBits(String value) {
    return more.of(value);
  }

  /** The same as far as products have room for them. */
  public int moreBitsOfFactor(String value) {
    return Math.min(more.of(value), MoreBits.MOST_OF_FACTORS);
  }

  /** Bits that the weights of a sum have beyond the usual ones. */
  public int moreBitsOfWeights(String sum) {
    return more.ofWeights(sum);
  }

  /**
   * Scale at which the least slice along an axis has the digits of a narrow value: of a value whose
   * slices of unlike size some node reads side by side.
   */
  public OptionalInt leastSlicesScale(String value, int axis) {
    OptionalDouble least =
        measurements.ofValue(
            Quantity.LEAST_SLICE,
            value + " along " + axis,
            calibration.leastSlice(new SliceAxis(value, axis)));
    return least.isPresent()
        ? OptionalInt.of(scales().signed(least.getAsDouble()))
        : OptionalInt.empty();
  }

  /**
   * Scale of the narrow value that a node's output becomes, as far as it is known before its reader
   * is lowered.
   */
  public int expectedScale(String output) {
    Optional<Node> clamping =
        graph.onlyReader(output).filter(reader -> graph.clamp(reader).isPresent());
    String value = clamping.map(reader -> reader.outputs().get(0)).orElse(output);
    double magnitude = bound(value).orElse(1);
    int usual = clamping.isPresent() ? scales.unsigned(magnitude) : scales.signed(magnitude);
    return usual + moreBitsOfFactor(value);
  }

  /** Primitives that follow also compute this node: the one that is lowered takes it in. */
  public void fuse(Node node) {
    program.fuse(new NodeRef(node.name(), node.type()));
  }
}
