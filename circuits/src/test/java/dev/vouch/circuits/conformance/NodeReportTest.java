package dev.vouch.circuits.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.SharedData;
import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.circuits.report.AccuracyMeter;
import dev.vouch.circuits.report.AccuracyReport;
import dev.vouch.circuits.report.NodeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The accuracy report finds the integers of each value, whatever operator computes it: a node alone
 * is close to its integers, and a network calibrated on its own input does not saturate.
 */
class NodeReportTest {
  private static final int REPORTS = 200;
  private static final double TOLERANCE = 2e-3;

  private static Optional<AccuracyReport> report(NodeTestCase test) throws Exception {
    Graph graph = test.graph();
    if (graph.inputs().isEmpty()) {
      return Optional.empty();
    }
    Map<String, TensorData> inputs = test.inputValues(graph);
    Compilation compilation;
    try {
      compilation =
          Compiler.compilation(
              graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)));
    } catch (UnsupportedModelException | InvalidInputException e) {
      return Optional.empty();
    }
    AccuracyMeter meter = new AccuracyMeter(compilation);
    meter.add(inputs, null, null);
    return Optional.of(meter.report());
  }

  @Test
  void everyValueIsFound() throws Exception {
    List<String> failures = new ArrayList<>();
    int reports = 0;
    for (NodeTestCase test : NodeTestCase.readAll(SharedData.require("onnx-node-tests.tar.gz"))) {
      Optional<AccuracyReport> report =
          test.isSupportedByTheInterpreter() ? report(test) : Optional.empty();
      if (report.isEmpty()) {
        continue;
      }
      reports++;
      for (NodeMetrics node : report.get().nodes()) {
        double magnitude = Math.max(Math.abs(node.least()), Math.abs(node.most()));
        double allowed = TOLERANCE * magnitude + 1e-4;
        if (!(node.local().maxAbs().orElseThrow() <= allowed)) {
          failures.add(test.name() + " " + node);
        }
      }
      if (report.get().saturated() > 0) {
        failures.add(test.name() + " saturates in " + report.get().worstSaturation());
      }
    }
    assertThat(failures).isEmpty();
    assertThat(reports).isGreaterThan(REPORTS);
  }
}
