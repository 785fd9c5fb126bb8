package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.SafeName;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Contraction;
import dev.vouch.circuits.primitive.Exposure;
import dev.vouch.circuits.primitive.Maximum;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Quotient;
import dev.vouch.circuits.primitive.Rearrangement;
import dev.vouch.circuits.primitive.Requantisation;
import dev.vouch.circuits.primitive.Summand;
import dev.vouch.circuits.primitive.Tabulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    return outputs.stream().noneMatch(port -> port.tensor() == tensor)
        && primitives.stream()
            .anyMatch(primitive -> primitive.output() == tensor && primitive.committable());
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

  /** The nodes whose sums are in a tensor: those of the contractions that nothing has narrowed. */
  private Origin accumulated(int tensor) {
    Integer producer = producers.get(tensor);
    if (producer == null || !(primitives.get(producer) instanceof Contraction contraction)) {
      return Origin.NONE;
    }
    Origin all = Origin.NONE;
    for (Summand summand : contraction.summands()) {
      if (summand.operands().size() == 1) {
        all = all.then(accumulated(summand.operands().get(0).tensor()));
      }
    }
    return all.then(origins.get(producer));
  }

  private void add(Primitive primitive, Origin origin) {
    producers.put(primitive.output(), primitives.size());
    primitives.add(primitive);
    origins.add(origin);
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
    int tensor = add(spec.name(), spec.shape(), IntegerTensor.Kind.INPUT, range, scaleExponent);
    inputs.add(new NetworkPort(spec.name(), spec.type(), spec.shape(), tensor, spec.hidden()));
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

  /** Adds a {@link Contraction}. */
  public int contraction(
      String name, List<Integer> shape, List<Summand> summands, int scaleExponent) {
    Interval range = Contraction.range(shape, summands, this::tensor, this::known);
    int tensor = add(name, shape, IntegerTensor.Kind.COMPUTED, range, scaleExponent);
    Contraction contraction = new Contraction(tensor, summands);
    add(contraction, current);
    if (contraction.bilinear() || contraction.inputs().stream().anyMatch(bilinear::contains)) {
      bilinear.add(tensor);
    }
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
    int tensor = add(name, shape, IntegerTensor.Kind.COMPUTED, range, source.scaleExponent());
    add(new Rearrangement(tensor, input, cells), current);
    return tensor;
  }

  /** Adds a {@link Requantisation}. */
  public int requantisation(String name, int input, int shift, Interval bounds) {
    IntegerTensor source = tensor(input);
    Interval range = Requantisation.range(source.range(), shift, bounds);
    int tensor =
        add(
            name,
            source.shape(),
            IntegerTensor.Kind.COMPUTED,
            range,
            source.scaleExponent() - shift);
    add(new Requantisation(tensor, input, shift, bounds), accumulated(input).then(current));
    return tensor;
  }

  /** Adds a {@link Maximum} over the last {@code axes} axes. */
  public int maximum(String name, int input, int axes) {
    IntegerTensor source = tensor(input);
    List<Integer> shape = source.shape().subList(0, source.shape().size() - axes);
    int tensor =
        add(name, shape, IntegerTensor.Kind.COMPUTED, source.range(), source.scaleExponent());
    add(new Maximum(tensor, input, axes), current);
    return tensor;
  }

  /** Adds a {@link Tabulation}; the table covers every value that the input takes. */
  public int tabulation(String name, int input, long start, long[] table, int scaleExponent) {
    IntegerTensor source = tensor(input);
    int tensor =
        add(name, source.shape(), IntegerTensor.Kind.COMPUTED, Interval.of(table), scaleExponent);
    add(new Tabulation(tensor, input, start, table), current);
    return tensor;
  }

  /** Adds a {@link Quotient}; the input is affine and never below {@code least}. */
  public int quotient(String name, int input, long numerator, long least, int scaleExponent) {
    IntegerTensor source = tensor(input);
    Interval range = Quotient.range(source.range(), numerator, least);
    int tensor = add(name, source.shape(), IntegerTensor.Kind.COMPUTED, range, scaleExponent);
    add(new Quotient(tensor, input, numerator, least), current);
    return tensor;
  }

  /** Adds an {@link Exposure} of the declared range {@code range}. */
  public int exposure(String name, int input, Interval range) {
    IntegerTensor source = tensor(input);
    int tensor =
        add(name, source.shape(), IntegerTensor.Kind.COMPUTED, range, source.scaleExponent());
    add(new Exposure(tensor, input), current);
    return tensor;
  }

  /** Makes a tensor a network output. */
  public void output(NetworkPortSpec spec, int tensor) {
    outputs.add(new NetworkPort(spec.name(), spec.type(), spec.shape(), tensor, spec.hidden()));
  }

  /** Values of the weight tensors, in order. */
  public List<long[]> modelValues() {
    return List.copyOf(modelValues);
  }

  /** The program, with the layout that costs least. */
  public IntegerProgram build() {
    IntegerProgram unlaid =
        new IntegerProgram(
            tensors,
            constants,
            primitives,
            origins,
            inputs,
            outputs,
            publicWeights,
            new LimbPlan(8, 8, false, List.of()));
    return unlaid.withLayout(LayoutSearch.cheapest(unlaid));
  }
}
