package dev.vouch.circuits.report;

import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.IntegerTensor;
import dev.vouch.circuits.integer.NetworkPort;
import dev.vouch.circuits.integer.NodeRef;
import dev.vouch.circuits.program.CutOffValues;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.IntegerProgram;
import dev.vouch.circuits.program.SaturatedNode;
import dev.vouch.circuits.quantise.InputQuantiser;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts over several samples the values that are cut off because integers have a width: of inputs,
 * and inside. Not thread-safe.
 */
final class SaturationMeter {
  private final IntegerProgram program;
  private final Map<NodeRef, SaturationCounter> counters = new LinkedHashMap<>();
  private final Map<String, CutOffValues> warnings = new LinkedHashMap<>();

  SaturationMeter(Compilation compilation) {
    program = compilation.network().program();
  }

  void add(int sample, Map<String, TensorData> inputs, Execution execution) {
    for (NetworkPort port : program.inputs()) {
      IntegerTensor tensor = program.tensor(port.tensor());
      TensorData given = inputs.get(port.name());
      if (given != null && !port.type().isOrder()) { // places have room for all numbers
        long outside =
            Arrays.stream(
                    InputQuantiser.outside(
                        given,
                        port.scales(tensor.scaleExponent()),
                        port.least(tensor.range()),
                        tensor.range().hi()))
                .sum();
        counter(new NodeRef(port.name(), NodeRef.INPUT)).add(sample, given.size(), outside);
      }
    }
    for (SaturatedNode node : execution.saturations()) {
      counter(node.node()).add(sample, node.size(), node.count());
    }
    for (CutOffValues warning : execution.cutOffValues()) {
      warnings.merge(
          warning.where(),
          warning,
          (before, more) -> before.with(before.count() + more.count(), more.size()));
    }
  }

  private SaturationCounter counter(NodeRef node) {
    return counters.computeIfAbsent(node, SaturationCounter::new);
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

  /** Inputs and nodes of which values were cut off, with the counts of all samples. */
  List<CutOffValues> warnings(int samples) {
    return warnings.values().stream()
        .map(warning -> warning.with(warning.count(), warning.size() * samples))
        .toList();
  }
}
