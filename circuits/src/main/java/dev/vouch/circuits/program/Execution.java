package dev.vouch.circuits.program;

import dev.vouch.circuits.emit.Values;
import dev.vouch.circuits.emit.Witness;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Domain;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.CellScales;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of an integer program: the values of all its tensors. Holds everything the network
 * computed, secrets included.
 */
public final class Execution implements Values {
  private final IntegerProgram program;
  private final long[][] values;
  private final List<ClampedInput> clamped;

  private Execution(IntegerProgram program, List<ClampedInput> clamped) {
    this.program = program;
    this.clamped = List.copyOf(clamped);
    this.values = new long[program.tensors().size()][];
  }

  /** As {@link #run(IntegerProgram, List, Map, List)} on inputs of which nothing was clamped. */
  public static Execution run(
      IntegerProgram program, List<long[]> modelValues, Map<Integer, long[]> inputs) {
    return run(program, modelValues, inputs, List.of());
  }

  /**
   * Runs a program.
   *
   * @param modelValues values of the weight tensors, in order
   * @param inputs integers of every network input in its declared range, by program tensor
   * @param clamped what was cut off of them
   * @throws InvalidInputException if a value of the network is an index, say, beyond its axis
   */
  static Execution run(
      IntegerProgram program,
      List<long[]> modelValues,
      Map<Integer, long[]> inputs,
      List<ClampedInput> clamped) {
    Execution execution = new Execution(program, clamped);
    int model = 0;
    for (int i = 0; i < program.tensors().size(); i++) {
      IntegerTensor tensor = program.tensor(i);
      switch (tensor.kind()) {
        case MODEL -> execution.set(i, modelValues.get(model++));
        case CONSTANT -> execution.set(i, program.constant(i));
        case INPUT -> execution.set(i, inputs.get(i));
        case COMPUTED -> {}
      }
    }
    if (model != modelValues.size()) {
      throw new IllegalArgumentException(
          modelValues.size() + " weight tensors given, the program has " + model);
    }
    for (int i = 0; i < program.primitives().size(); i++) {
      Primitive primitive = program.primitives().get(i);
      execution.requireData(primitive, program.origin(i));
      execution.set(primitive.output(), primitive.execute(program, execution));
    }
    return execution;
  }

  /** Refuses a sample for which the network is not defined. */
  private void requireData(Primitive primitive, Origin origin) {
    for (Domain domain : primitive.domains()) {
      if (domain.ofData()
          && !Arrays.stream(of(domain.tensor())).allMatch(domain.allowed()::contains)) {
        throw new InvalidInputException(
            "at "
                + origin
                + " an integer lies outside the range "
                + domain.allowed().lo()
                + " to "
                + domain.allowed().hi()
                + " "
                + domain.what());
      }
    }
  }

  private void set(int tensor, long @Nullable [] cells) {
    if (cells == null || cells.length != program.tensor(tensor).size()) {
      throw new IllegalArgumentException(
          "tensor '"
              + program.tensor(tensor).name()
              + "' needs "
              + program.tensor(tensor).size()
              + " values");
    }
    values[tensor] = cells;
  }

  /** What was run. */
  public IntegerProgram program() {
    return program;
  }

  @Override
  public long[] of(int tensor) {
    return values[tensor];
  }

  /**
   * What was cut off because integers have a width, as {@link #cutOffValues}, then the outputs that
   * are coarse in every run.
   */
  public List<CutOff> warnings() {
    List<CutOff> warnings = new ArrayList<>(cutOffValues());
    warnings.addAll(program.coarse());
    return warnings;
  }

  /**
   * Which values were cut off because integers have a width: first of the inputs, then inside, in
   * the order of the network. Looks through the tensors in which that can happen.
   */
  public List<CutOffValues> cutOffValues() {
    List<CutOffValues> values = new ArrayList<>(clamped);
    saturations().stream().filter(node -> node.count() > 0).forEach(values::add);
    return values;
  }

  /** Each node of which values could be cut off, and how many were; in the order of the network. */
  public List<SaturatedNode> saturations() {
    return Saturations.of(this);
  }

  /**
   * One network input or output.
   *
   * @param integers row-major; not to be written to
   * @param scales of its cells
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record PortValue(NetworkPort port, long[] integers, CellScales scales) {
    /**
     * e, if all cells have one scale: value = integer · 2^-e.
     *
     * @throws IllegalStateException if the scales differ along an axis
     */
    public int scaleExponent() {
      if (port.slices() != null) {
        throw new IllegalStateException(
            port.name() + " has scales per slice; scaleExponent(cell) gives a cell's");
      }
      return scales.exponent(0);
    }

    /** e of a cell, row-major: its value = integer · 2^-e. */
    public int scaleExponent(int cell) {
      return scales.exponent(Objects.checkIndex(cell, integers.length));
    }

    /** The values the integers stand for. */
    public double[] dequantised() {
      if (port.type().isOrder()) {
        FloatOrder order = FloatOrder.of(port.type());
        return Arrays.stream(integers).mapToDouble(order::number).toArray();
      }
      double[] real = new double[integers.length];
      for (int i = 0; i < real.length; i++) {
        real[i] = Math.scalb((double) integers[i], -scales.exponent(i));
      }
      return real;
    }
  }

  /** The network's outputs by name, in order. */
  public Map<String, PortValue> outputs() {
    return ports(program.outputs());
  }

  /** The network's inputs by name, in order, as quantised. */
  public Map<String, PortValue> inputs() {
    return ports(program.inputs());
  }

  private Map<String, PortValue> ports(List<NetworkPort> ports) {
    Map<String, PortValue> result = new LinkedHashMap<>();
    for (NetworkPort port : ports) {
      CellScales scales = port.scales(program.tensor(port.tensor()).scaleExponent());
      result.put(port.name(), new PortValue(port, values[port.tensor()], scales));
    }
    return result;
  }

  /** Values of the weight tensors, in order. */
  public List<long[]> modelValues() {
    List<long[]> model = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (program.tensor(i).kind() == IntegerTensor.Kind.MODEL) {
        model.add(values[i]);
      }
    }
    return model;
  }

  /** What the prover commits to or publishes; whoever asks closes it. */
  public Witness witness() {
    return program.emit().witness(this);
  }
}
