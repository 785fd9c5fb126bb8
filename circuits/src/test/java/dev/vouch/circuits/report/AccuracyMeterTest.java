package dev.vouch.circuits.report;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.quantise.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccuracyMeterTest {
  private static Compilation compilation(Graph graph, Calibration calibration) throws Exception {
    return Compiler.compilation(graph, CompileOptions.defaults(), calibration);
  }

  private static NodeMetrics node(AccuracyReport report, String value) {
    return report.nodes().stream()
        .filter(node -> node.value().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static TensorData row(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values);
  }

  private static List<Map<String, TensorData>> samples(Graph graph, int count) {
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Neighbouring seeds begin alike, which would be a column with a large offset.
      samples.add(TestGraph.sample(graph, 1_000_003 * i, 1));
    }
    return samples;
  }

  private static AccuracyReport measured(Graph graph) throws Exception {
    List<Map<String, TensorData>> samples = samples(graph, 20);
    AccuracyMeter meter =
        new AccuracyMeter(compilation(graph, Calibrator.calibrate(graph, samples)));
    samples.forEach(sample -> meter.add(sample, null, null));
    return meter.report();
  }

  /** x · w + b with Relu: the sum is an exact wide value, the Relu rounds it to 16 bits. */
  private static Graph dense() {
    return new TestGraph(3)
        .input("x", 1, 6)
        .weights("w", 0.5, 6, 10)
        .weights("b", 0.3, 10)
        .node("Gemm", "h", "x", "w", "b")
        .node("Relu", "r", "h")
        .node("Flatten", "f", "r")
        .weights("v", 0.5, 10, 4)
        .node("MatMul", "y", "f", "v")
        .outputs("y");
  }

  @Test
  void aRoundedValueIsHalfAStepFromTheNodeAlone() throws Exception {
    AccuracyReport report = measured(dense());
    assertThat(report.nodes()).extracting(NodeMetrics::value).containsExactly("x", "h", "r", "y");
    assertThat(node(report, "x").localSteps().orElseThrow()).isBetween(0.3, 0.5);
    NodeMetrics relu = node(report, "r");
    assertThat(relu.bits()).isEqualTo(16);
    assertThat(relu.localSteps().orElseThrow()).isBetween(0.3, 0.5);
    assertThat(relu.accumulatedSteps().orElseThrow()).isGreaterThan(0.3);
    NodeMetrics output = node(report, "y");
    assertThat(output.bits()).isEqualTo(16);
    // Half a step of rounding, and the rounding of the weights.
    assertThat(output.localSteps().orElseThrow()).isBetween(0.3, 1.5);
    assertThat(report.overall()).isEqualTo(output.accumulated());
    assertThat(report.saturated()).isZero();
  }

  /** What trees alone read is compared whatever its size: nothing of it is cut off. */
  @Test
  void placesOfNumbersDoNotSaturate() throws Exception {
    Graph graph =
        ModelBuilder.model()
            .input("x", 1, 2)
            .call(
                "ai.onnx.ml",
                "TreeEnsembleRegressor",
                "x",
                "y",
                attributes("nodes_treeids", 0, 0, 0),
                attributes("nodes_nodeids", 0, 1, 2),
                attributes("nodes_featureids", 1, 0, 0),
                attribute("nodes_modes", List.of("BRANCH_LEQ", "LEAF", "LEAF")),
                attribute("nodes_values", 1e12, 0, 0),
                attributes("nodes_truenodeids", 1, 0, 0),
                attributes("nodes_falsenodeids", 2, 0, 0),
                attributes("target_treeids", 0, 0),
                attributes("target_nodeids", 1, 2),
                attributes("target_ids", 0, 0),
                attribute("target_weights", 1, 2))
            .output("y")
            .graph();
    List<Map<String, TensorData>> samples =
        List.of(
            Map.of("x", row(Double.NEGATIVE_INFINITY, 1e30)), Map.of("x", row(Double.NaN, -3e9)));
    AccuracyMeter meter =
        new AccuracyMeter(compilation(graph, Calibrator.calibrate(graph, samples)));
    samples.forEach(sample -> meter.add(sample, null, null));
    assertThat(meter.report().saturated()).isZero();
    assertThat(meter.report().overall().maxAbs().orElseThrow()).isZero();
  }

  @Test
  void anExactSumIsWideAndNearlyExactAlone() throws Exception {
    NodeMetrics sum = node(measured(dense()), "h");
    assertThat(sum.wide()).isTrue();
    assertThat(sum.localSteps()).isEmpty();
    assertThat(sum.local().maxAbs().orElseThrow()).isLessThan(1e-4).isPositive();
    assertThat(sum.accumulated().maxAbs().orElseThrow())
        .isGreaterThan(sum.local().maxAbs().orElseThrow());
  }

  @Test
  void viewsAndFusedValuesAreCounted() throws Exception {
    AccuracyReport report = measured(dense());
    assertThat(report.views()).isEqualTo(1);
    assertThat(report.fused()).isEmpty();
    assertThat(report.fusions())
        .extracting(Object::toString)
        .containsExactly("h_node (Gemm) + r_node (Relu)");
  }

  @Test
  void aTransposedValueIsComparedCellByCell() throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", 2, 3)
            .node("Transpose", Map.of("perm", new Attribute.Integers(new long[] {1, 0})), "t", "x")
            .weights("w", 0.5, 2, 4)
            .node("MatMul", "y", "t", "w")
            .outputs("y");
    AccuracyReport report = measured(graph);
    assertThat(node(report, "y").localSteps().orElseThrow()).isLessThan(1.5);
    assertThat(report.overall().relRms().orElseThrow()).isLessThan(1e-3);
  }

  @Test
  void aFoldedNormalisationIsComparedAfterIt() throws Exception {
    Graph graph =
        new TestGraph(6)
            .input("x", 1, 2, 5, 5)
            .weights("w", 0.5, 3, 2, 3, 3)
            .node("Conv", "c", "x", "w")
            .constant("scale", row(0.5, 2, 1).reshape(3))
            .constant("shift", row(0.1, -0.2, 0.3).reshape(3))
            .constant("mean", row(0, 0.1, 0.2).reshape(3))
            .constant("variance", row(1, 0.5, 2).reshape(3))
            .node("BatchNormalization", "n", "c", "scale", "shift", "mean", "variance")
            .node("Relu", "y", "n")
            .outputs("y");
    AccuracyReport report = measured(graph);
    assertThat(report.fused()).containsExactly("c");
    assertThat(report.nodes()).extracting(NodeMetrics::value).containsExactly("x", "n", "y");
    assertThat(node(report, "n").local().maxAbs().orElseThrow()).isLessThan(1e-3);
  }

  /** y = Relu(2x) for x calibrated to ±1, hence 2x up to 4 without saturation. */
  private static Graph doubled() {
    return new TestGraph(1)
        .input("x", 1, 3)
        .constant(
            "w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 3}, 2, 0, 0, 0, 2, 0, 0, 0, 2))
        .node("MatMul", "h", "x", "w")
        .node("Relu", "y", "h")
        .outputs("y");
  }

  @Test
  void saturationIsCountedWhereItHappens() throws Exception {
    // The input holds ±8, the Relu's result 0 to 2.
    Calibration calibration = Calibration.of(Map.of("x", 4.0, "h", 1.0, "y", 1.0));
    AccuracyMeter meter = new AccuracyMeter(compilation(doubled(), calibration));
    meter.add(Map.of("x", row(-1, 0, 0.9)), null, null);
    meter.add(Map.of("x", row(-7, 1.5, 3)), null, null);
    meter.add(Map.of("x", row(9, 0, -9)), null, null);
    AccuracyReport report = meter.report();
    SaturationMetrics relu = node(report, "y").saturation();
    assertThat(relu.saturated()).isEqualTo(3);
    assertThat(relu.cells()).isEqualTo(9);
    assertThat(relu.firstSample()).hasValue(1);
    assertThat(relu.node()).hasToString("y_node (Relu)");
    SaturationMetrics input = node(report, "x").saturation();
    assertThat(input.saturated()).isEqualTo(2);
    assertThat(input.firstSample()).hasValue(2);
    assertThat(report.saturated()).isEqualTo(5);
    assertThat(report.firstSaturatedSample()).hasValue(1);
    assertThat(report.worstSaturation().orElseThrow()).isEqualTo(relu);
  }

  @Test
  void clampsOfTheOperatorAreNoSaturation() throws Exception {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 3)
            .constant("least", TensorData.ofScalar(-1))
            .constant("most", TensorData.ofScalar(1))
            .node("Clip", "c", "x", "least", "most")
            .node("Sigmoid", "y", "x")
            .outputs("c", "y");
    Calibration calibration = Calibration.of(Map.of("x", 100.0, "c", 1.0, "y", 1.0));
    AccuracyMeter meter = new AccuracyMeter(compilation(graph, calibration));
    meter.add(Map.of("x", row(-99, 0.5, 99)), null, null);
    assertThat(meter.report().saturated()).isZero();
    meter.add(Map.of("x", row(-300, 0.5, 99)), null, null);
    assertThat(meter.report().saturated()).isEqualTo(1);
  }

  @Test
  void anArgumentOutsideItsTableIsSaturation() throws Exception {
    Graph graph = new TestGraph(1).input("x", 1, 2).node("Exp", "y", "x").outputs("y");
    Calibration calibration = Calibration.of(Map.of("x", 8.0, "y", 3.0));
    AccuracyMeter meter = new AccuracyMeter(compilation(graph, calibration));
    meter.add(Map.of("x", row(-7, 1)), null, null);
    assertThat(meter.report().saturated()).isZero();
    meter.add(Map.of("x", row(-7, 7)), null, null); // e^7 is beyond 2·3
    assertThat(meter.report().saturated()).isEqualTo(1);
    assertThat(meter.report().worstSaturation().orElseThrow().node()).hasToString("y_node (Exp)");
  }

  @Test
  void headroomAndUnusedRange() throws Exception {
    Calibration calibration = Calibration.of(Map.of("x", 1.0, "h", 128.0, "y", 128.0));
    AccuracyMeter meter = new AccuracyMeter(compilation(doubled(), calibration));
    meter.add(Map.of("x", row(0.5, 0, -0.25)), null, null);
    NodeMetrics input = node(meter.report(), "x");
    assertThat(input.bound()).isEqualTo(Interval.signed(16));
    assertThat(input.scaleExponent()).isEqualTo(14);
    assertThat(input.least()).isEqualTo(-0.25);
    assertThat(input.most()).isEqualTo(0.5);
    assertThat(input.headroomBits().orElseThrow()).isCloseTo(2, within(1e-4));
    assertThat(input.usedBits()).isCloseTo(Math.log(0.75 * 16384 + 1) / Math.log(2), within(1e-9));
    // 0 … 1 of 0 … 256 at 2^-8: 257 integers.
    assertThat(node(meter.report(), "y").usedBits()).isBetween(8.0, 8.1);
    assertThat(meter.report().unusedRanges()).isEmpty();
    AccuracyMeter small = new AccuracyMeter(compilation(doubled(), calibration));
    small.add(Map.of("x", row(0.25, 0, -0.25)), null, null);
    assertThat(small.report().unusedRanges()).extracting(NodeMetrics::value).containsExactly("y");
  }

  @Test
  void expectedOutputsAreComparedInsteadOfTheReference() throws Exception {
    AccuracyMeter meter = new AccuracyMeter(compilation(doubled(), Calibration.of(Map.of())));
    meter.add(Map.of("x", row(0.25, 0.5, 0)), Map.of("y", row(0.5, 1, 7)), null);
    assertThat(meter.report().overall().maxAbs().orElseThrow()).isCloseTo(7, within(1e-3));
    assertThat(node(meter.report(), "y").accumulated().maxAbs().orElseThrow()).isLessThan(1e-3);
  }
}
