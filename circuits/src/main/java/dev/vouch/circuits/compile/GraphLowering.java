package dev.vouch.circuits.compile;

import dev.vouch.circuits.catalogue.Operators;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.integer.NetworkPortSpec;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.RangeExceededException;
import dev.vouch.circuits.lowering.ChannelAffine;
import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.lowering.GraphValues;
import dev.vouch.circuits.lowering.IntegerRanges;
import dev.vouch.circuits.lowering.IntegerRounding;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.IntegerTypes;
import dev.vouch.circuits.measure.Measurements;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.Operator;
import dev.vouch.circuits.program.ProgramBuilder;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.circuits.quantise.MoreBits;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.verifier.circuit.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lowers a graph node by node and collects every node that cannot be lowered. Not thread-safe. */
public final class GraphLowering {
  private final Graph graph;
  private final ProgramBuilder program;
  private final LoweringContext context;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A lowering that has not begun.
   *
   * @param scales width of activations
   * @param more bits of values that need them
   */
  public GraphLowering(
      Graph graph,
      Calibration calibration,
      Measurements measurements,
      Scales scales,
      MoreBits more,
      ProgramBuilder program) {
    this.graph = graph;
    this.program = program;
    this.context =
        new LoweringContext(
            new Values(graph, OrderedValues.of(graph), RoundedIntegers.of(graph)),
            calibration,
            measurements,
            scales,
            more,
            program);
  }

  /** What the nodes are lowered with; inputs are bound there first. */
  public LoweringContext context() {
    return context;
  }

  /** Lowers all nodes in order, and gives what is in the way. */
  public List<Problem> nodes() {
    graph.nodes().forEach(node -> lower(node, true));
    return problems;
  }

  /**
   * What is in the way of a graph that is not complete, or not calibrated: nodes that cannot be
   * lowered whatever the scales.
   */
  public static List<Problem> problems(Graph graph) {
    ProgramBuilder program = new ProgramBuilder(false);
    Scales scales = Scales.OF_16_BITS;
    GraphLowering trial =
        new GraphLowering(
            graph, Calibration.of(Map.of()), Measurements.EXACT, scales, MoreBits.NONE, program);
    for (String input : graph.inputs()) {
      if (graph.info(input).size() > 0) {
        boolean real =
            graph.info(input).type().isFloating() && !trial.context.graph().isOrdered(input);
        NetworkPortSpec spec =
            new NetworkPortSpec(input, ValueType.REAL, trial.context.graph().shape(input), true);
        Interval range = real ? Interval.signed(scales.bits()) : trial.placesOrIntegers(input);
        int tensor = program.input(spec, range, real ? scales.signed(1) : 0);
        trial.context.wires().bindInput(input, tensor);
      }
    }
    graph.nodes().forEach(node -> trial.lower(node, false));
    return trial.problems;
  }

  private Interval placesOrIntegers(String input) {
    DataType type = graph.info(input).type();
    return context.graph().isOrdered(input)
        ? FloatOrder.of(type).range()
        : IntegerRanges.ofInput(type, 0);
  }

  private void lower(Node node, boolean calibrated) {
    Operator operator = Operators.known().find(node.domain(), node.type()).orElseThrow();
    if (!(operator instanceof Lowered lowered)) {
      problems.add(Problem.ofNode(node, Operator.ONLY_FOLDED));
      return;
    }
    if (!node.inputs().stream().allMatch(this::isThere)) {
      return; // an earlier node that it depends on is reported or has taken it in
    }
    program.node(new NodeRef(node.name(), node.type()));
    context.measurements().node(node.name());
    try {
      lowered.lower(node, context);
      node.outputs().stream()
          .filter(context.wires()::has)
          .forEach(output -> IntegerTypes.keep(context, output));
    } catch (UnsupportedNodeException | InvalidNodeException e) {
      problems.add(Problem.ofNode(node, String.valueOf(e.getMessage())));
    } catch (RangeExceededException | ArithmeticException e) {
      if (calibrated) {
        problems.add(Problem.ofNode(node, String.valueOf(e.getMessage())));
      }
    }
  }

  private boolean isThere(String input) {
    return input.isEmpty() || context.graph().isConstant(input) || context.wires().has(input);
  }

  /** The graph as lowering sees it. */
  private record Values(Graph graph, Set<String> ordered, Map<String, IntegerRounding> roundings)
      implements GraphValues {
    @Override
    public boolean has(String value) {
      return graph.has(value);
    }

    @Override
    public ValueInfo info(String value) {
      return graph.info(value);
    }

    @Override
    public @Nullable TensorData known(String value) {
      return graph.constant(value);
    }

    @Override
    public boolean isOrdered(String value) {
      return ordered.contains(value);
    }

    @Override
    public Optional<IntegerRounding> rounding(String value) {
      return Optional.ofNullable(roundings.get(value));
    }

    @Override
    public boolean isOutput(String value) {
      return graph.outputs().contains(value);
    }

    @Override
    public List<Node> consumers(String value) {
      return graph.consumers(value);
    }

    @Override
    public Optional<Clamp> clamp(Node node) {
      return Operators.lowered(node).flatMap(operator -> operator.clamp(node, inference(node)));
    }

    @Override
    public Optional<ChannelAffine> affine(Node node) {
      return Operators.lowered(node).flatMap(operator -> operator.affine(node, inference(node)));
    }
  }
}
