package dev.vouch.circuits.report;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FiniteValues;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.graph.UndefinedValueException;
import dev.vouch.circuits.integer.CutEnds;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.integer.Origin;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.quantise.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures a compiled network against its graph in floating point, sample by sample; holds the
 * values of one sample at a time. Not thread-safe.
 */
public final class AccuracyMeter {
  private final Compilation compilation;
  private final FloatInterpreter reference;
  private final NodeAlone nodeAlone;
  private final SaturationMeter saturation;
  private final Map<String, OutputMeter> outputs = new LinkedHashMap<>();
  private final Map<String, NodeMeter> nodes = new LinkedHashMap<>();
  private final ErrorSums overall = new ErrorSums();
  private final List<String> fused = new ArrayList<>();
  private int views;
  private int samples;

  /** A meter that has seen no sample. */
  public AccuracyMeter(Compilation compilation) {
    this.compilation = compilation;
    this.reference = new FloatInterpreter(compilation.graph());
    this.nodeAlone = new NodeAlone(compilation);
    this.saturation = new SaturationMeter(compilation);
    Graph graph = compilation.graph();
    graph
        .outputs()
        .forEach(
            name -> outputs.put(name, new OutputMeter(name, graph.info(name), compilation.bits())));
    addNodeMeters();
  }

  /** One meter for each value with integers of its own; views of them say nothing more. */
  private void addNodeMeters() {
    Graph graph = compilation.graph();
    Map<String, Wire> bound = compilation.values().bound();
    Set<Integer> measured = new HashSet<>();
    Set<String> ordered = OrderedValues.of(graph); // exact, and no numbers to be averaged
    for (String input : graph.inputs()) {
      Wire wire = bound.get(input);
      if (wire != null && !ordered.contains(input) && measured.add(wire.tensor())) {
        addNodeMeter(new NodeRef(input, NodeRef.INPUT), input, wire);
      }
    }
    for (Node node : graph.nodes()) {
      for (String value : node.outputs()) {
        Wire wire = bound.get(value);
        if (wire != null && !ordered.contains(value) && measured.add(wire.tensor())) {
          addNodeMeter(new NodeRef(node.name(), node.type()), value, wire);
        } else if (wire != null) {
          views++;
        } else if (!value.isEmpty()) {
          fused.add(value);
        }
      }
    }
  }

  private void addNodeMeter(NodeRef node, String value, Wire wire) {
    Wire stored = compilation.values().narrowed().getOrDefault(value, wire);
    IntegerProgram program = compilation.network().program();
    nodes.put(
        value,
        new NodeMeter(
            node,
            value,
            compilation.graph().info(value),
            stored,
            compilation.factors().get(value),
            program.tensor(stored.tensor()).range(),
            compilation.values().cuts().getOrDefault(stored.tensor(), CutEnds.BOTH),
            compilation.bits()));
  }

  /**
   * Runs one sample, in integers and in floating point.
   *
   * @param inputs by name
   * @param expected outputs by name that the integers are compared with; null: those of the graph
   *     in floating point
   * @param labels the right class of each decision of the sample; null if unknown
   * @return what the integers computed
   * @throws dev.vouch.circuits.quantise.InvalidInputException if an input is missing, has another
   *     shape, or holds NaN or infinity, or if a node has no result for it, in integers or in
   *     floating point
   */
  public Execution add(
      Map<String, TensorData> inputs,
      @Nullable Map<String, TensorData> expected,
      @Nullable TensorData labels) {
    Execution execution = execution(inputs);
    Map<String, TensorData> floating = reference(inputs, execution);
    nodeAlone.run(
        execution,
        nodes::containsKey,
        (value, result) -> meter(value).addLocal(result.toDoubles(), execution));
    saturation.add(samples, inputs, execution);
    addOutputs(expected == null ? floating : expected, execution, labels);
    samples++;
    return execution;
  }

  private Execution execution(Map<String, TensorData> inputs) {
    try {
      return compilation.network().execute(inputs);
    } catch (InvalidInputException e) {
      if (e.cell() != null) {
        throw e;
      }
      throw new InvalidInputException("sample " + samples + ": " + e.getMessage());
    }
  }

  private Map<String, TensorData> reference(Map<String, TensorData> inputs, Execution execution) {
    try {
      return reference.run(inputs, (value, data) -> observe(value, data, execution));
    } catch (UndefinedValueException e) {
      throw new InvalidInputException("sample " + samples + ": " + e.getMessage());
    }
  }

  private void observe(String value, TensorData data, Execution execution) {
    FiniteValues.require(compilation.graph(), value, data);
    NodeMeter node = nodes.get(value);
    if (node != null) {
      node.addAccumulated(data.toDoubles(), execution);
      if (compilation.graph().inputs().contains(value)) {
        node.addLocal(data.toDoubles(), execution);
      }
    }
  }

  private NodeMeter meter(String value) {
    NodeMeter node = nodes.get(value);
    if (node == null) {
      throw new IllegalStateException("value '" + value + "' is not measured");
    }
    return node;
  }

  private void addOutputs(
      Map<String, TensorData> expected, Execution execution, @Nullable TensorData labels) {
    Map<String, Execution.PortValue> actual = execution.outputs();
    outputs.forEach(
        (name, meter) -> {
          TensorData wanted = expected.get(name);
          Execution.PortValue given = actual.get(name);
          if (wanted == null || given == null) {
            throw new IllegalArgumentException("no output '" + name + "'");
          }
          meter.add(samples, wanted, given, labels);
          if (isFloating(name)
              || compilation.graph().outputs().stream().noneMatch(this::isFloating)) {
            overall.add(wanted.toDoubles(), given.dequantised());
          }
        });
  }

  private boolean isFloating(String output) {
    return compilation.graph().info(output).type().isFloating();
  }

  /** What was measured by now. */
  public AccuracyReport report() {
    return new AccuracyReport(
        compilation.bits(),
        samples,
        overall.metrics(),
        outputs.values().stream().map(OutputMeter::metrics).toList(),
        nodes.values().stream().map(node -> node.metrics(saturation::metrics)).toList(),
        compilation.graph().removedNodes(),
        views,
        fused,
        fusions(),
        saturation.metrics(),
        saturation.warnings(samples));
  }

  /** Each set of nodes that are computed together, in the largest of its forms. */
  private List<Origin> fusions() {
    IntegerProgram program = compilation.network().program();
    Set<Origin> all = new LinkedHashSet<>();
    for (int i = 0; i < program.primitives().size(); i++) {
      if (program.origin(i).nodes().size() > 1) {
        all.add(program.origin(i));
      }
    }
    return all.stream()
        .filter(
            origin ->
                all.stream()
                    .noneMatch(
                        other ->
                            other.nodes().size() > origin.nodes().size()
                                && other.nodes().containsAll(origin.nodes())))
        .toList();
  }
}
