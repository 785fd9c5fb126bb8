package dev.vouch.circuits.report;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.lowering.CutEnds;
import dev.vouch.circuits.primitive.Primitive;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.quantise.InputQuantiser;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts values that are cut off because integers have a width: by the quantisation of inputs, by
 * the clamps of requantisations, in the tables of functions. Not thread-safe.
 */
final class SaturationMeter {
  private final IntegerProgram program;
  private final Map<Integer, CutEnds> cuts;
  private final Map<NodeRef, SaturationCounter> counters = new LinkedHashMap<>();

  SaturationMeter(Compilation compilation) {
    program = compilation.network().program();
    cuts = compilation.values().cuts();
  }

  void add(int sample, Map<String, TensorData> inputs, Execution execution) {
    for (NetworkPort port : program.inputs()) {
      IntegerTensor tensor = program.tensor(port.tensor());
      TensorData given = inputs.get(port.name());
      if (given != null) {
        long outside =
            Arrays.stream(
                    InputQuantiser.outside(
                        given,
                        port.scales(tensor.scaleExponent()),
                        tensor.range().lo(),
                        tensor.range().hi()))
                .sum();
        counter(new NodeRef(port.name(), NodeMetrics.INPUT)).add(sample, given.size(), outside);
      }
    }
    for (int i = 0; i < program.primitives().size(); i++) {
      Primitive primitive = program.primitives().get(i);
      CutEnds ends = cuts.get(primitive.output());
      if (ends != null && !ends.equals(CutEnds.NONE)) {
        int size = program.tensor(primitive.output()).size();
        counter(node(i)).add(sample, size, saturated(primitive, ends, execution));
      }
    }
  }

  /** The last of the nodes that a primitive computes: the one whose result it is. */
  private NodeRef node(int primitive) {
    List<NodeRef> nodes = program.origin(primitive).nodes();
    int output = program.primitives().get(primitive).output();
    return nodes.isEmpty()
        ? new NodeRef(program.tensor(output).name(), NodeMetrics.INPUT)
        : nodes.get(nodes.size() - 1);
  }

  private SaturationCounter counter(NodeRef node) {
    return counters.computeIfAbsent(node, SaturationCounter::new);
  }

  private long saturated(Primitive primitive, CutEnds ends, Execution execution) {
    return primitive
        .saturation(program)
        .map(cut -> count(execution.of(cut.tensor()), cut.least(), cut.most(), ends))
        .orElse(0L);
  }

  private static long count(long[] values, long least, long most, CutEnds ends) {
    long count = 0;
    for (long value : values) {
      count += (ends.below() && value < least) || (ends.above() && value > most) ? 1 : 0;
    }
    return count;
  }

  /** The counts of every input and node that could saturate, in the order of the program. */
  List<SaturationMetrics> metrics() {
    return counters.values().stream().map(SaturationCounter::metrics).toList();
  }

  /** The counts of one node or input; none if it cannot saturate. */
  SaturationMetrics metrics(NodeRef node) {
    SaturationCounter counter = counters.get(node);
    return counter == null ? new SaturationCounter(node).metrics() : counter.metrics();
  }
}
