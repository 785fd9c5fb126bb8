package dev.vouch.circuits.program;

import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.integer.SafeName;
import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Exposure;
import dev.vouch.circuits.primitive.Maximum;
import dev.vouch.circuits.primitive.NetworkOutput;
import dev.vouch.circuits.primitive.Normalisation;
import dev.vouch.circuits.primitive.OneHot;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.primitive.Rearrangement;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.primitive.Tabulation;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds an integer program primitive by primitive and proves the range of each result on the way.
 * Not thread-safe.
 */
public final class ProgramBuilder {
  private final boolean publicWeights;
  private final List<IntegerTensor> tensors = new ArrayList<>();
  private final Map<Integer, long[]> constants = new HashMap<>();
  private final List<long[]> modelValues = new ArrayList<>();
  private final Map<Integer, long[]> known = new HashMap<>();
  private final List<Primitive> primitives = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private final Map<Integer, Integer> producers = new HashMap<>();

  /** The nodes whose sums are in a tensor: those of contractions that nothing has narrowed. */
  private final Map<Integer, Origin> accumulated = new HashMap<>();

  private final Set<Integer> bilinear = new HashSet<>();
  private final List<NetworkPort> inputs = new ArrayList<>();
  private final List<NetworkPort> outputs = new ArrayList<>();
  private Origin current = Origin.NONE;

  /**
   * An empty program.
   *
   * @param publicWeights whether ranges may follow from the values of weights and not only from
   *     their declared ranges
   */
  public ProgramBuilder(boolean publicWeights) {
    this.publicWeights = publicWeights;
  }

  public IntegerTensor tensor(int index) {
    return tensors.get(index);
  }

  /**
   * Whether a tensor may be an operand of a product or of a rearrangement (protocol.md §2): it
   * contains no product that is not committed.
   */
  public boolean affine(int tensor) {
    return !bilinear.contains(tensor);
  }

  /**
   * Whether a tensor can be a network output as it is: its primitive can commit it, and it is none
   * yet.
   */
  public boolean canBeOutput(int tensor) {
    Integer producer = producers.get(tensor);
    return producer != null
        && primitives.get(producer).networkOutput() != NetworkOutput.IMPOSSIBLE
        && outputs.stream().noneMatch(port -> port.tensor() == tensor);
  }

  /** Primitives that follow compute this node. */
  public void node(NodeRef node) {
    current = Origin.of(node);
  }

  /** Primitives that follow also compute this node, until the next {@link #node}. */
  public void fuse(NodeRef node) {
    current = current.then(Origin.of(node));
  }

  /**
   * Runs a part of a lowering whose primitives complete a tensor that is there already: they belong
   * to the nodes that computed it and not to the one that reads it.
   */
  public <T> T completing(int tensor, Supplier<T> lowering) {
    Origin reader = current;
    current = origin(tensor);
    try {
      return lowering.get();
    } finally {
      current = reader;
    }
  }

  /** The nodes that computed a tensor; none for inputs and constants. */
  private Origin origin(int tensor) {
    Integer producer = producers.get(tensor);
    return producer == null ? Origin.NONE : origins.get(producer);
  }

  private int add(
      String name,
      List<Integer> shape,
      IntegerTensor.Kind kind,
      Interval range,
      int scaleExponent) {
    tensors.add(new IntegerTensor(SafeName.of(name), shape, kind, range, scaleExponent));
    return tensors.size() - 1;
  }

  /** A network input. */
  public int input(NetworkPortSpec spec, Interval range, int scaleExponent) {
    return input(spec, spec.shape(), range, scaleExponent, null, false);
  }

  /** A network input whose values below its range count as its least number: they only mask. */
  public int maskInput(NetworkPortSpec spec, Interval range, int scaleExponent) {
    return input(spec, spec.shape(), range, scaleExponent, null, true);
  }

  /**
   * A network input whose tensor may have the same cells in another shape.
   *
   * @param scaleExponent the finest of the slices, if there are such
   * @param masks whether values below the range count as its least number
   * @throws IllegalArgumentException if the slices are none of the port
   */
  public int input(
      NetworkPortSpec spec,
      List<Integer> shape,
      Interval range,
      int scaleExponent,
      @Nullable SliceScales slices,
      boolean masks) {
    int tensor = add(spec.name(), shape, IntegerTensor.Kind.INPUT, range, scaleExponent);
    inputs.add(NetworkPort.of(spec, tensor, scaleExponent, slices, masks));
    return tensor;
  }

  /** A weight tensor. */
  public int model(
      String name, List<Integer> shape, long[] values, Interval declared, int scaleExponent) {
    int tensor = add(name, shape, IntegerTensor.Kind.MODEL, declared, scaleExponent);
    modelValues.add(values);
    if (publicWeights) {
      known.put(tensor, values);
    }
    return tensor;
  }

  /** A constant of the architecture. */
  public int constant(String name, List<Integer> shape, long[] values, int scaleExponent) {
    int tensor = add(name, shape, IntegerTensor.Kind.CONSTANT, Interval.of(values), scaleExponent);
    constants.put(tensor, values);
    known.put(tensor, values);
    return tensor;
  }

  /**
   * Adds a primitive that computes a new tensor.
   *
   * @param range of the result, which the caller has proven
   * @param primitive of its output
   * @return the output
   */
  public int computed(
      String name,
      List<Integer> shape,
      Interval range,
      int scaleExponent,
      IntFunction<Primitive> primitive) {
    return computed(name, shape, range, scaleExponent, primitive, current);
  }

  private int computed(
      String name,
      List<Integer> shape,
      Interval range,
      int scaleExponent,
      IntFunction<Primitive> primitive,
      Origin origin) {
    int tensor = add(name, shape, IntegerTensor.Kind.COMPUTED, range, scaleExponent);
    producers.put(tensor, primitives.size());
    primitives.add(primitive.apply(tensor));
    origins.add(origin);
    return tensor;
  }

  /** Adds a {@link Contraction}. */
  public int contraction(
      String name, List<Integer> shape, List<Summand> summands, int scaleExponent) {
    return contraction(name, shape, summands, scaleExponent, Interval.ALL);
  }

  /**
   * Adds a {@link Contraction}.
   *
   * @param within holds every value of the result: where the caller knows more of the operands than
   *     their ranges say
   */
  public int contraction(
      String name,
      List<Integer> shape,
      List<Summand> summands,
      int scaleExponent,
      Interval within) {
    Interval all = Contraction.range(shape, summands, this::tensor, this::known);
    Interval range = new Interval(within.clamp(all.lo()), within.clamp(all.hi()));
    int tensor =
        computed(name, shape, range, scaleExponent, output -> new Contraction(output, summands));
    Origin sums = Origin.NONE;
    for (Summand summand : summands) {
      List<Term.Operand> operands = summand.operands();
      if (operands.size() == 2
          || operands.stream().anyMatch(operand -> bilinear.contains(operand.tensor()))) {
        bilinear.add(tensor);
      }
      if (operands.size() == 1) {
        sums = sums.then(accumulated.getOrDefault(operands.get(0).tensor(), Origin.NONE));
      }
    }
    accumulated.put(tensor, sums.then(current));
    return tensor;
  }

  private long @Nullable [] known(int tensor) {
    return known.get(tensor);
  }

  /** Adds a {@link Rearrangement}; the input must be affine. */
  public int rearrangement(String name, List<Integer> shape, int input, int... cells) {
    IntegerTensor source = tensor(input);
    Interval range = source.range();
    if (Arrays.stream(cells).anyMatch(cell -> cell < 0)) {
      range = new Interval(Math.min(0, range.lo()), Math.max(0, range.hi()));
    }
    return computed(
        name,
        shape,
        range,
        source.scaleExponent(),
        output -> new Rearrangement(output, input, cells));
  }

  /** Adds a {@link Requantisation}, which also belongs to the nodes whose sums it narrows. */
  public int requantisation(String name, int input, int shift, Interval bounds) {
    return requantisation(name, input, shift, bounds, tensor(input).scaleExponent() - shift);
  }

  /** A {@link Requantisation} whose result, at the scale of the input, is the quotient itself. */
  public int floor(String name, int input, int shift, Interval bounds) {
    return requantisation(name, input, shift, bounds, tensor(input).scaleExponent());
  }

  private int requantisation(String name, int input, int shift, Interval bounds, int scale) {
    return computed(
        name,
        tensor(input).shape(),
        Requantisation.range(tensor(input).range(), shift, bounds),
        scale,
        output -> new Requantisation(output, input, shift, bounds),
        accumulated.getOrDefault(input, Origin.NONE).then(current));
  }

  /** Adds a {@link Maximum} over the last {@code axes} axes. */
  public int maximum(String name, int input, int axes) {
    IntegerTensor source = tensor(input);
    return computed(
        name,
        source.shape().subList(0, source.shape().size() - axes),
        source.range(),
        source.scaleExponent(),
        output -> new Maximum(output, input, axes));
  }

  /** Adds a {@link Tabulation}; the table covers every value that the input takes. */
  public int tabulation(String name, int input, long start, long[] table, int scaleExponent) {
    return computed(
        name,
        tensor(input).shape(),
        Interval.of(table),
        scaleExponent,
        output -> new Tabulation(output, input, start, table));
  }

  /** Adds a {@link Quotient}; the input is affine and never below {@code least}. */
  public int quotient(String name, int input, long numerator, long least, int scaleExponent) {
    IntegerTensor source = tensor(input);
    return computed(
        name,
        source.shape(),
        Quotient.range(source.range(), numerator, least),
        scaleExponent,
        output -> new Quotient(output, input, numerator, least));
  }

  /**
   * Adds a {@link Normalisation} of an affine input; its scale is that of the mantissas while
   * nothing is shifted out.
   */
  public int normalisation(String name, int input, int mantissaBits, int step, long... factors) {
    IntegerTensor source = tensor(input);
    List<Integer> pairs = new ArrayList<>(source.shape());
    pairs.add(2);
    return computed(
        name,
        pairs,
        Normalisation.range(source.range(), mantissaBits, factors),
        source.scaleExponent(),
        output -> new Normalisation(output, input, mantissaBits, step, factors));
  }

  /** Adds a {@link OneHot} with a last axis of {@code count} cells; the input is affine. */
  public int oneHot(String name, int input, int count) {
    List<Integer> shape = new ArrayList<>(tensor(input).shape());
    shape.add(count);
    return computed(
        name, shape, Interval.unsigned(1), 0, output -> new OneHot(output, input, count));
  }

  /** Adds an {@link Exposure} of the declared range {@code range}. */
  public int exposure(String name, int input, Interval range) {
    IntegerTensor source = tensor(input);
    return computed(
        name, source.shape(), range, source.scaleExponent(), output -> new Exposure(output, input));
  }

  /** Makes a tensor a network output. */
  public void output(NetworkPortSpec spec, int tensor) {
    outputs.add(NetworkPort.of(spec, tensor, tensor(tensor).scaleExponent(), null, false));
  }

  /**
   * Makes a tensor a network output with scales per slice; the tensor's scaleExponent has to be the
   * finest of them.
   *
   * @throws IllegalArgumentException if the scales are no scales of the port or of the tensor
   */
  public void output(NetworkPortSpec spec, int tensor, SliceScales slices) {
    outputs.add(NetworkPort.of(spec, tensor, tensor(tensor).scaleExponent(), slices, false));
  }

  /** Values of the weight tensors, in order. */
  public List<long[]> modelValues() {
    return List.copyOf(modelValues);
  }

  /** The program, in which nothing is cut off for lack of width. */
  public IntegerProgram build() {
    return build(Map.of(), ProofGoal.LATENCY, Map.of());
  }

  /**
   * The program, with the layout that costs least.
   *
   * @param cuts tensors of which values may be cut off because integers have a width
   * @param goal what the circuit's width is chosen for
   * @param columns c_T of hidden inputs for which it is given, by name
   */
  public IntegerProgram build(
      Map<Integer, CutEnds> cuts, ProofGoal goal, Map<String, Integer> columns) {
    IntegerProgram unlaid =
        new IntegerProgram(
            tensors,
            constants,
            primitives,
            origins,
            primitives.stream()
                .map(primitive -> cuts.getOrDefault(primitive.output(), CutEnds.NONE))
                .toList(),
            inputs,
            outputs,
            publicWeights,
            new LimbPlan(8, 8, false, List.of()),
            List.of());
    return unlaid.withCheapestLayout(goal, columns);
  }
}
