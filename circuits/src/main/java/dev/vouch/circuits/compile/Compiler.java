package dev.vouch.circuits.compile;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.lowering.IntegerRanges;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.format.FormatReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Graph to integer program to circuit. Deterministic: equal graphs, options and calibrations give
 * equal bytes. With hidden weights no choice but scales and declared widths depends on their
 * values.
 */
public final class Compiler {
  private final Graph graph;
  private final CompileOptions options;
  private final Calibration calibration;
  private final ProgramBuilder program;
  private final GraphLowering nodes;
  private final LoweringContext context;
  private final List<Problem> problems = new ArrayList<>();

  private Compiler(Graph graph, CompileOptions options, Calibration calibration) {
    this.graph = graph;
    this.options = options;
    this.calibration = calibration;
    this.program = new ProgramBuilder(options.weights() == Visibility.PUBLIC);
    this.nodes = new GraphLowering(graph, calibration, program);
    this.context = nodes.context();
  }

  /**
   * Compiles a network.
   *
   * @throws UnsupportedModelException naming every node that cannot be lowered
   */
  public static CompiledNetwork compile(
      Graph graph, CompileOptions options, Calibration calibration)
      throws UnsupportedModelException {
    return compilation(graph, options, calibration).network();
  }

  /** As {@link #compile}, with what a comparison of network and graph needs. */
  public static Compilation compilation(
      Graph graph, CompileOptions options, Calibration calibration)
      throws UnsupportedModelException {
    Compiler compiler = new Compiler(graph, options, calibration);
    CompiledNetwork network = compiler.compile();
    return new Compilation(graph, calibration, network, compiler.context.wires().values());
  }

  private CompiledNetwork compile() throws UnsupportedModelException {
    graph.inputs().forEach(this::input);
    problems.addAll(nodes.nodes());
    refuseProblems();
    graph.outputs().forEach(this::output);
    refuseProblems();
    try {
      IntegerProgram built = program.build(context.wires().values().cuts());
      return new CompiledNetwork(built, built.emit().circuit(), program.modelValues());
    } catch (RangeExceededException e) {
      throw new UnsupportedModelException(
          List.of(Problem.of("the network", String.valueOf(e.getMessage()))));
    }
  }

  private void refuseProblems() throws UnsupportedModelException {
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
  }

  private void input(String name) {
    ValueInfo info = graph.info(name);
    if (Arrays.stream(info.shape()).anyMatch(length -> length == 0)) {
      problems.add(Problem.of("input '" + name + "'", "it has no cells"));
      return;
    }
    int scale = info.type().isFloating() ? Scales.signed(calibration.magnitude(name).orElse(1)) : 0;
    try {
      int tensor = program.input(port(name, options.input()), inputRange(name, info.type()), scale);
      context.wires().bindInput(name, tensor);
    } catch (RangeExceededException e) {
      problems.add(Problem.of("input '" + name + "'", String.valueOf(e.getMessage())));
    }
  }

  /** Real numbers have 16 bits. */
  private Interval inputRange(String name, DataType type) {
    return type.isFloating()
        ? Interval.signed(Scales.ACTIVATION_BITS)
        : IntegerRanges.ofInput(type, calibration.magnitude(name).orElse(0));
  }

  private NetworkPortSpec port(String name, Visibility visibility) {
    if (name.getBytes(StandardCharsets.UTF_8).length > Limits.MAX_NAME_BYTES
        || name.chars().anyMatch(FormatReader::isControl)) {
      problems.add(
          Problem.of(
              "'" + name + "'",
              "names of inputs and outputs have at most "
                  + Limits.MAX_NAME_BYTES
                  + " bytes and no control characters"));
    }
    DataType type = graph.info(name).type();
    ValueType valueType =
        type.isFloating()
            ? ValueType.REAL
            : type == DataType.BOOL ? ValueType.BOOLEAN : ValueType.INTEGER;
    return new NetworkPortSpec(
        name, valueType, context.graph().shape(name), visibility == Visibility.PRIVATE);
  }

  private void output(String name) {
    try {
      if (context.graph().shape(name).contains(0)) {
        throw new UnsupportedNodeException("it has no cells");
      }
      Wire wire = context.wires().ofOutput(name);
      NetworkPortSpec spec = port(name, options.output());
      boolean plain =
          wire.view().isWhole()
              && wire.scaleExponent() == program.tensor(wire.tensor()).scaleExponent();
      if (plain && program.canBeOutput(wire.tensor())) {
        program.output(spec, wire.tensor());
        return;
      }
      program.output(spec, program.completing(wire.tensor(), () -> exposed(name, wire, plain)));
    } catch (UnsupportedNodeException | RangeExceededException e) {
      problems.add(Problem.of("output '" + name + "'", String.valueOf(e.getMessage())));
    }
  }

  private int exposed(String name, Wire wire, boolean plain) {
    Wire copied = plain ? wire : context.rearranging().copy(wire);
    return program.exposure(name, copied.tensor(), program.tensor(copied.tensor()).range());
  }
}
