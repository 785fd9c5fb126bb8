package dev.vouch.circuits.compile;

import dev.vouch.circuits.centre.Centred;
import dev.vouch.circuits.centre.Centring;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.equalise.Equalisation;
import dev.vouch.circuits.equalise.Equalised;
import dev.vouch.circuits.equalise.SliceExponents;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.importer.rewrite.GraphRewrites;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.lowering.IntegerRanges;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Tolerance;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.quantise.MoreBits;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.view.View;
import dev.vouch.verifier.circuit.Circuit;
import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.layout.CovectorCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Graph to integer program to circuit. Deterministic: equal graphs, options and calibrations give
 * equal bytes. With hidden weights no choice but scales and declared widths depends on their
 * values.
 */
public final class Compiler {
  private final Graph graph;
  private final CompileOptions options;
  private final Calibration calibration;
  private final Measurements measurements;
  private final Map<String, SliceExponents> factors;
  private final Map<String, double[]> reaches;
  private final Scales scales;
  private final MoreBits more;
  private final ProgramBuilder program;
  private final GraphLowering nodes;
  private final MaskInputs masks;
  private final Map<String, FormattedInput> formats;
  private final LoweringContext context;
  private final List<Problem> problems = new ArrayList<>();

  private Compiler(
      Equalised equalised,
      Map<String, double[]> reaches,
      Supplier<Map<String, Tolerance>> outputs,
      CompileOptions options,
      Map<String, FormattedInput> formats,
      Measurements measurements) {
    this.reaches = reaches;
    this.formats = formats;
    this.graph = equalised.graph();
    this.options = options;
    this.calibration = equalised.calibration();
    this.measurements = measurements;
    this.factors = equalised.factors();
    this.scales = new Scales(options.bits());
    this.more =
        NeededBits.measured(
            measurements, () -> NeededBits.of(graph, calibration, outputs.get(), options.bits()));
    this.program = new ProgramBuilder(options.weights() == Visibility.PUBLIC);
    this.nodes = new GraphLowering(graph, calibration, measurements, scales, more, program);
    this.context = nodes.context();
    this.masks = new MaskInputs(graph, calibration, measurements);
  }

  /**
   * Compiles a network.
   *
   * @throws UnsupportedModelException naming every node that cannot be lowered, or that would show
   *     hidden weights ({@link Graph#shownWeights})
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
    return compilation(graph, options, calibration, Measurements.EXACT);
  }

  /**
   * As {@link #compilation(Graph, CompileOptions, Calibration)}.
   *
   * @param measurements answers what is asked of calibration and hidden weights
   */
  public static Compilation compilation(
      Graph graph, CompileOptions options, Calibration calibration, Measurements measurements)
      throws UnsupportedModelException {
    if (options.weights() == Visibility.PRIVATE && !graph.shownWeights().isEmpty()) {
      throw new UnsupportedModelException(graph.shownWeights());
    }
    Graph measured =
        GraphRewrites.ofMeasured(
            graph,
            input ->
                measurements
                    .ofValue(Quantity.BOUND, input, calibration.magnitude(input))
                    .orElse(0));
    Map<String, FormattedInput> formats = FormattedInput.of(measured, options);
    Map<String, Optional<SliceExponents>> ports = new HashMap<>();
    formats.forEach((name, input) -> ports.put(name, input.factors()));
    boolean slices = options.scales() == ScaleGranularity.SLICE;
    Centred centred =
        slices
            ? Centring.of(measured, calibration, measurements)
            : Centred.unchanged(measured, calibration);
    Equalised equalised =
        slices
            ? Equalisation.of(centred.graph(), centred.calibration(), measurements, ports)
            : Equalised.unchanged(measured, calibration);
    OutputParts parts = new OutputParts(centred.graph(), centred.calibration(), options.bits());
    Compiler compiler =
        new Compiler(
            equalised,
            centred.reaches(),
            () -> parts.tolerances(equalised.factors()),
            options,
            formats,
            measurements);
    CompiledNetwork network = compiler.compile();
    return new Compilation(
        measured,
        calibration,
        network,
        options.bits(),
        compiler.context.wires().values(),
        equalised.factors());
  }

  private CompiledNetwork compile() throws UnsupportedModelException {
    problems.addAll(SupportCheck.ports(graph));
    refuseProblems();
    graph.inputs().forEach(this::input);
    problems.addAll(nodes.nodes());
    refuseProblems();
    graph.outputs().forEach(this::output);
    refuseProblems();
    try {
      Map<String, Integer> columns = new HashMap<>();
      formats.forEach((name, input) -> columns.put(name, input.format().columnBits()));
      IntegerProgram built =
          program.build(context.wires().values().cuts(), options.goal(), columns);
      Circuit circuit = built.emit().circuit();
      requireProvable(circuit);
      return new CompiledNetwork(built, circuit, program.modelValues());
    } catch (RangeExceededException e) {
      throw new UnsupportedModelException(
          List.of(Problem.of("the network", String.valueOf(e.getMessage()))));
    }
  }

  /** Long recurrences have many small parts, of which a proof can hold so many only. */
  private static void requireProvable(Circuit circuit) throws UnsupportedModelException {
    long covectors = CovectorCounts.of(circuit).total();
    if (covectors > Limits.MAX_COVECTORS) {
      throw new UnsupportedModelException(
          List.of(
              Problem.of(
                  "the network",
                  "its parts are read "
                      + covectors
                      + " times in its circuit, more than the "
                      + Limits.MAX_COVECTORS
                      + " that a proof allows; shorten recurrent layers and loops, or prove parts"
                      + " of their sequences one after the other with the state as input and"
                      + " output")));
    }
  }

  private void refuseProblems() throws UnsupportedModelException {
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
  }

  private void input(String name) {
    FormattedInput given = formats.get(name);
    if (given != null) {
      formatted(name, given);
      return;
    }
    ValueInfo info = graph.info(name);
    int scale =
        info.type().isFloating()
            ? scales.signed(seen(Quantity.BOUND, name).orElse(1)) + more.ofInput(name)
            : 0;
    try {
      NetworkPortSpec port = port(name, options.input());
      if (context.graph().isOrdered(name)) {
        int places = program.input(port, FloatOrder.of(info.type()).range(), 0);
        context.wires().bindInput(name, places);
        return;
      }
      if (masks.contains(name)) {
        Interval wide = masks.range(name);
        context
            .wires()
            .bindInput(
                name,
                masks.isOpen(name)
                    ? program.maskInput(port, wide, MaskInputs.SCALE)
                    : program.input(port, wide, MaskInputs.SCALE));
        return;
      }
      Interval range = inputRange(name, info, scale);
      SliceScales slices = slices(name, scale);
      int finest = slices == null ? scale : slices.finest();
      int tensor = program.input(port, port.shape(), range, finest, slices, false);
      context.wires().bindInput(name, tensor);
    } catch (RangeExceededException e) {
      problems.add(Problem.of("input '" + name + "'", String.valueOf(e.getMessage())));
    }
  }

  private void formatted(String name, FormattedInput given) {
    if (masks.contains(name)) {
      problems.add(
          Problem.of(
              "input '" + name + "'",
              "it only masks, and cannot have the format of numbers that is asked for"));
      return;
    }
    NetworkPortSpec port = port(name, options.input());
    if (View.of(given.tensorShape()).reshape(port.shape()).isEmpty()) {
      problems.add(
          Problem.of(
              "input '" + name + "'",
              "its shape "
                  + port.shape()
                  + " divides the cells of the format's rows otherwise, "
                  + given.format().lengths()
                  + "; give the model an input of that shape and a Reshape"));
      return;
    }
    int tensor =
        program.input(
            port,
            given.tensorShape(),
            given.range(),
            given.format().scaleExponent(),
            given.slices(),
            false);
    context.wires().bindInput(name, tensor);
  }

  /** The scales of a port whose slices have factors: value = integer · 2^-(scale + factor). */
  private @Nullable SliceScales slices(String name, int scaleExponent) {
    SliceExponents exponents = factors.get(name);
    if (exponents == null) {
      return null;
    }
    SliceExponents scales = exponents.plus(scaleExponent);
    return new SliceScales(scales.axis(), scales.exponents());
  }

  /**
   * Real numbers have the width of activations, and as many more bits as readers and offsets take.
   */
  private Interval inputRange(String name, ValueInfo info, int scale) {
    if (!info.type().isFloating()) {
      return IntegerRanges.ofInput(info.type(), seen(Quantity.INTEGERS, name).orElse(0));
    }
    double[] reach = reaches.get(name);
    if (reach == null) {
      return Interval.signed(scales.bits() + more.ofInput(name));
    }
    int[] offset =
        measurements.choice(
            Choice.OFFSET_BITS, name, () -> new int[] {offsetBits(name, info, scale, reach)});
    return Interval.signed(scales.bits() + (offset.length == 0 ? 0 : offset[0]));
  }

  private int offsetBits(String name, ValueInfo info, int scale, double... reach) {
    SliceExponents exponents = factors.get(name);
    double most = 0;
    for (int cell = 0; cell < reach.length; cell++) {
      int factor = exponents == null ? 0 : exponents.of(cell, info.shape());
      most = Math.max(most, Math.scalb(reach[cell], factor));
    }
    return Math.max(0, scale - scales.signed(most));
  }

  private OptionalDouble seen(Quantity quantity, String value) {
    return measurements.ofValue(quantity, value, calibration.magnitude(value));
  }

  private NetworkPortSpec port(String name, Visibility visibility) {
    DataType type = graph.info(name).type();
    return new NetworkPortSpec(
        name,
        PortTypeOf.value(type, context.graph().isOrdered(name)),
        context.graph().shape(name),
        visibility == Visibility.PRIVATE);
  }

  private void output(String name) {
    measurements.node(name);
    try {
      Wire wire = context.wires().ofOutput(name);
      NetworkPortSpec spec = port(name, options.output());
      boolean plain =
          wire.view().isWhole()
              && wire.scaleExponent() == program.tensor(wire.tensor()).scaleExponent();
      if (plain && program.canBeOutput(wire.tensor())) {
        output(spec, wire.tensor());
        return;
      }
      output(spec, program.completing(wire.tensor(), () -> exposed(name, wire, plain)));
    } catch (UnsupportedNodeException | RangeExceededException e) {
      problems.add(Problem.of("output '" + name + "'", String.valueOf(e.getMessage())));
    }
  }

  private void output(NetworkPortSpec spec, int tensor) {
    SliceScales slices = slices(spec.name(), program.tensor(tensor).scaleExponent());
    if (slices == null) {
      program.output(spec, tensor);
    } else {
      program.output(spec, tensor, slices);
    }
  }

  private int exposed(String name, Wire wire, boolean plain) {
    Wire copied = plain ? wire : context.rearranging().copy(wire);
    return program.exposure(name, copied.tensor(), program.tensor(copied.tensor()).range());
  }
}
