package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.view.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which integers stand for which values of the graph. Not thread-safe. */
public final class Wires {
  /** So many bits have outputs of which small cells count beside very large ones. */
  private static final int MOST_OUTPUT_BITS = 56;

  private final GraphValues graph;
  private final ProgramBuilder program;
  private final Constants constants;
  private final Rescaling rescaling;
  private final ErrorRules errors;
  private final Map<String, Wire> wires = new HashMap<>();

  Wires(
      GraphValues graph,
      ProgramBuilder program,
      Constants constants,
      Rescaling rescaling,
      ErrorRules errors) {
    this.graph = graph;
    this.program = program;
    this.constants = constants;
    this.rescaling = rescaling;
    this.errors = errors;
  }

  /** Defines a network input; its tensor may have the same cells in another shape. */
  public void bindInput(String value, int tensor) {
    View own = View.of(program.tensor(tensor).shape());
    List<Integer> shape = graph.shape(value);
    View view = own.shape().equals(shape) ? own : own.reshape(shape).orElseThrow();
    define(value, new Wire(tensor, view, program.tensor(tensor).scaleExponent()));
  }

  /** Defines the value of a node's output. */
  public void bind(String output, Wire wire) {
    List<Integer> shape = graph.shape(output);
    if (shape.contains(0)) {
      throw new UnsupportedNodeException("the result has no cells");
    }
    if (!wire.view().shape().equals(shape)) {
      throw new IllegalStateException(
          "value '" + output + "' has shape " + shape + ", lowered to " + wire.view().shape());
    }
    define(output, wire);
  }

  private void define(String value, Wire wire) {
    wires.put(value, graph.isInteger(value) ? rescaling.toScaleZero(wire) : wire);
  }

  /** Whether a value has a wire. */
  public boolean has(String value) {
    return wires.containsKey(value);
  }

  /**
   * The wire of a value that depends on the network's inputs.
   *
   * @throws UnsupportedNodeException if it is constant
   */
  public Wire of(String value) {
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
  public Wire ofAny(String value) {
    TensorData constant = graph.known(value);
    if (constant == null) {
      return of(value);
    }
    Wire wire = constants.wire(value, constant);
    return constant.isFloating() ? wire : rescaling.markIntegers(wire);
  }

  /** Whether a wire holds what integers or booleans of the graph are. */
  public boolean holdsIntegers(Wire wire) {
    return rescaling.holdsIntegers(wire);
  }

  /** The wire of a graph output: real numbers with the bits they need, integers at scale 0. */
  public Wire ofOutput(String value) {
    Wire wire = ofAny(value);
    return graph.isInteger(value) ? wire : rescaling.wide(wire, MOST_OUTPUT_BITS);
  }

  /** What stands for each value of the graph that is bound by now. */
  public LoweredValues values() {
    Map<String, Wire> narrowed = new HashMap<>();
    wires.forEach(
        (value, wire) -> rescaling.narrowed(wire).ifPresent(form -> narrowed.put(value, form)));
    return new LoweredValues(wires, narrowed, rescaling.cuts(), errors);
  }
}
