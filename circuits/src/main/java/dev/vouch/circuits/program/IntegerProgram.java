package dev.vouch.circuits.program;

import dev.vouch.circuits.cost.ProofGoal;
import dev.vouch.circuits.cost.TableChoice;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.emit.CircuitBuilder;
import dev.vouch.circuits.emit.EmittedCircuit;
import dev.vouch.circuits.emit.OutputRole;
import dev.vouch.circuits.emit.PortColumns;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.primitive.Tensors;
import dev.vouch.circuits.quantise.InputCell;
import dev.vouch.verifier.circuit.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model that is proven: a list of integer primitives on tensors with proven ranges. Its
 * semantics are normative and do not depend on the {@link LimbPlan}. Weights are not part of it:
 * they are given with each run. Immutable and thread-safe.
 */
public final class IntegerProgram implements Tensors {
  private final List<IntegerTensor> tensors;
  private final Map<Integer, long[]> constants;
  private final List<Primitive> primitives;
  private final List<Origin> origins;
  private final List<CutEnds> cuts;
  private final List<NetworkPort> inputs;
  private final List<NetworkPort> outputs;
  private final boolean publicWeights;
  private final LimbPlan layout;
  private final List<CoarseOutput> coarse;
  private volatile @Nullable EmittedCircuit emitted;

  /**
   * A program from its parts.
   *
   * @param constants values of the CONSTANT tensors, by tensor
   * @param primitives in an order in which each reads only what comes before it
   * @param origins one a primitive
   * @param cuts one a primitive: at which ends its result may be cut off for lack of width
   * @param coarse outputs that are coarse beside what they vary by, as far as that was measured
   */
  public IntegerProgram(
      List<IntegerTensor> tensors,
      Map<Integer, long[]> constants,
      List<Primitive> primitives,
      List<Origin> origins,
      List<CutEnds> cuts,
      List<NetworkPort> inputs,
      List<NetworkPort> outputs,
      boolean publicWeights,
      LimbPlan layout,
      List<CoarseOutput> coarse) {
    this.tensors = List.copyOf(tensors);
    this.constants = Map.copyOf(constants);
    this.primitives = List.copyOf(primitives);
    this.origins = List.copyOf(origins);
    this.cuts = List.copyOf(cuts);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.publicWeights = publicWeights;
    this.layout = layout;
    this.coarse = List.copyOf(coarse);
  }

  /** All tensors; primitives name them by their index. */
  public List<IntegerTensor> tensors() {
    return tensors;
  }

  @Override
  public IntegerTensor tensor(int index) {
    return tensors.get(index);
  }

  /** Values of a CONSTANT tensor; not to be written to. */
  public long[] constant(int tensor) {
    long[] values = constants.get(tensor);
    if (values == null) {
      throw new IllegalArgumentException("tensor " + tensor + " is no constant");
    }
    return values;
  }

  /** In the order of execution: each reads tensors that stand before it. */
  public List<Primitive> primitives() {
    return primitives;
  }

  /** The ONNX nodes that a primitive computes. */
  public Origin origin(int primitive) {
    return origins.get(primitive);
  }

  /** At which ends a primitive's result may be cut off for lack of width. */
  public CutEnds cut(int primitive) {
    return cuts.get(primitive);
  }

  /** The inputs of the network in the order of the model. */
  public List<NetworkPort> inputs() {
    return inputs;
  }

  /** The outputs of the network in the order of the model. */
  public List<NetworkPort> outputs() {
    return outputs;
  }

  /** Whether the values of the weights are public. */
  public boolean publicWeights() {
    return publicWeights;
  }

  /** How ranges are split into limbs: what of the circuit is no part of the meaning. */
  public LimbPlan layout() {
    return layout;
  }

  /** The same program with another layout. */
  public IntegerProgram withLayout(LimbPlan other) {
    return with(other, coarse);
  }

  /**
   * The same program with the layout that costs least.
   *
   * @param goal what the circuit's width is chosen for
   * @param columns c_T of hidden inputs for which it is given, by name (protocol.md §2.2)
   * @throws dev.vouch.circuits.integer.RangeExceededException if no layout keeps every number of
   *     the circuit within its bounds
   */
  public IntegerProgram withCheapestLayout(ProofGoal goal, Map<String, Integer> columns) {
    return withLayout(LayoutSearch.cheapest(this, goal, columns));
  }

  /** Outputs that are coarse beside what they vary by, as far as that was measured. */
  public List<CoarseOutput> coarse() {
    return coarse;
  }

  /**
   * The same program, with the outputs that were found to be coarse.
   *
   * @throws IllegalArgumentException if some were measured on data that were made up, some not
   */
  public IntegerProgram withCoarse(List<CoarseOutput> found) {
    if (found.stream().map(CoarseOutput::synthetic).distinct().count() > 1) {
      throw new IllegalArgumentException("coarse outputs were measured on one kind of data");
    }
    IntegerProgram same = with(layout, found);
    same.emitted = emitted;
    return same;
  }

  private IntegerProgram with(LimbPlan otherLayout, List<CoarseOutput> found) {
    return new IntegerProgram(
        tensors,
        constants,
        primitives,
        origins,
        cuts,
        inputs,
        outputs,
        publicWeights,
        otherLayout,
        found);
  }

  /** The weight tensors in order. */
  public List<IntegerTensor> modelTensors() {
    return tensors.stream().filter(tensor -> tensor.kind() == IntegerTensor.Kind.MODEL).toList();
  }

  /**
   * Runs the network on real inputs.
   *
   * @param modelValues values of the weight tensors, in order
   * @param networkInputs by name; names that are no input are ignored
   * @throws dev.vouch.circuits.quantise.InvalidInputException if an input is missing, has another
   *     shape, or holds NaN or infinity
   * @throws UndefinedResultException if a node has no result for the inputs, as a division by 0
   */
  public Execution execute(List<long[]> modelValues, Map<String, TensorData> networkInputs) {
    return execute(modelValues, networkInputs, Map.of());
  }

  /**
   * As {@link #execute(List, Map)}, with inputs among them that are integers already.
   *
   * @param integers of such inputs by name, row-major, in their declared ranges; they belong to the
   *     execution from now on
   * @throws dev.vouch.circuits.quantise.InvalidInputException also if integers are none of an input
   *     that is not given otherwise, or leave its range
   */
  public Execution execute(
      List<long[]> modelValues,
      Map<String, TensorData> networkInputs,
      Map<String, long[]> integers) {
    Execution execution =
        Execution.run(
            this,
            modelValues,
            InputValues.integers(this, networkInputs, integers),
            InputValues.clamped(this, networkInputs));
    DefinedResults.require(execution);
    return execution;
  }

  /**
   * How much of each real input is clamped to its declared range; inputs that are not are left out.
   */
  public List<ClampedInput> clampedInputs(Map<String, TensorData> networkInputs) {
    return InputValues.clamped(this, networkInputs);
  }

  /**
   * The first cells of real inputs that are clamped to the declared range: the proof is then about
   * the clamped values.
   *
   * @param most how many are looked for
   */
  public List<InputCell> clampedInputs(Map<String, TensorData> networkInputs, int most) {
    return InputValues.clamped(this, networkInputs, most);
  }

  /** The circuit that this program's layout gives. Emitted once. */
  public EmittedCircuit emit() {
    EmittedCircuit known = emitted;
    if (known == null) {
      known = emitCircuit();
      emitted = known;
    }
    return known;
  }

  private EmittedCircuit emitCircuit() {
    Map<Integer, OutputRole> roles = new HashMap<>();
    outputs.forEach(
        port ->
            roles.put(
                port.tensor(),
                new OutputRole(port.hidden(), tensor(port.tensor()).scaleExponent())));
    CircuitBuilder circuit = new CircuitBuilder(layout.limbBits(), roles);
    for (NetworkPort port : inputs) {
      InputRange.declare(this, circuit, port);
    }
    for (int i = 0; i < tensors.size(); i++) {
      declareSource(circuit, i);
    }
    for (int i = 0; i < primitives.size(); i++) {
      Primitive primitive = primitives.get(i);
      circuit.scope(tensor(primitive.output()).name(), primitive.output());
      primitive.constrain(this, circuit, layout.choices().get(i));
    }
    EmittedCircuit built =
        circuit.build(
            layout.columnBits(), publicWeights, ports(circuit, inputs), ports(circuit, outputs));
    EmittedCircuit placed =
        layout.directTables() ? built.with(TableChoice.of(built.circuit())) : built;
    return layout.portColumns().isEmpty()
        ? placed
        : placed.with(PortColumns.with(placed.circuit(), layout.portColumns()));
  }

  private void declareSource(CircuitBuilder circuit, int index) {
    IntegerTensor tensor = tensors.get(index);
    circuit.scope("", index);
    if (tensor.kind() == IntegerTensor.Kind.MODEL) {
      circuit.bind(
          index,
          circuit.model(
              tensor.name(),
              tensor.shape(),
              tensor.range().lo(),
              tensor.range().hi(),
              tensor.scaleExponent()));
    } else if (tensor.kind() == IntegerTensor.Kind.CONSTANT) {
      circuit.bind(index, circuit.constant(tensor.name(), tensor.shape(), constant(index)));
    }
  }

  private static List<Port> ports(CircuitBuilder circuit, List<NetworkPort> ports) {
    List<Port> result = new ArrayList<>();
    ports.forEach(
        port ->
            result.add(
                new Port(
                    port.name(),
                    port.type(),
                    port.shape(),
                    circuit.tensor(port.tensor()),
                    port.slices())));
    return result;
  }
}
