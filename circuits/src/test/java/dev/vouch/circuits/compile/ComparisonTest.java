package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.program.Execution;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of computed numbers are right for every one on its grid, at and beside ties. */
class ComparisonTest {
  private static final double STEP = 0x1p-14;

  @ParameterizedTest(name = "{0}, constant on the left: {1}")
  @CsvSource({
    "Less, false", "LessOrEqual, false", "Greater, false", "GreaterOrEqual, false", "Equal, false",
    "Less, true", "LessOrEqual, true", "Greater, true", "GreaterOrEqual, true", "Equal, true"
  })
  void ties(String operator, boolean constantFirst) throws Exception {
    // on the grid, a quarter of a step beside it, half a step, far outside
    double[] thresholds = {
      0.25, 0.25 + STEP / 4, 0.25 - STEP / 4, -0.5 + STEP / 2, -0.5, 0, 3e9, -3e9, STEP, -STEP / 8
    };
    int rows = 5;
    double[] cells =
        IntStream.range(0, rows * thresholds.length)
            .mapToDouble(
                i -> {
                  double near = Math.rint(thresholds[i % thresholds.length] / STEP) * STEP;
                  double beside = near + (i / thresholds.length - 2) * STEP;
                  return -(Math.abs(near) > 1 ? 1 - i * STEP : beside);
                })
            .toArray();
    Graph graph =
        ModelBuilder.model()
            .opset(17)
            .input("x", rows, thresholds.length)
            .initializer(
                "c",
                TensorData.ofDoubles(DataType.DOUBLE, new int[] {thresholds.length}, thresholds))
            .node("Neg", "x", "n")
            .node(operator, constantFirst ? "c n" : "n c", "y")
            .output("y")
            .graph();
    TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {rows, thresholds.length}, cells);
    Map<String, TensorData> sample = Map.of("x", x);
    CompiledNetwork network = compiled(graph, sample, ScaleGranularity.TENSOR);
    assertThat(network.program().tensor(0).scaleExponent()).isEqualTo(14);
    assertRight(graph, network, sample);
    assertRight(graph, compiled(graph, sample, ScaleGranularity.SLICE), sample);
  }

  private static CompiledNetwork compiled(
      Graph graph, Map<String, TensorData> sample, ScaleGranularity scales) throws Exception {
    return Compiler.compile(
        graph,
        CompileOptions.defaults().withScales(scales),
        Calibrator.calibrate(graph, List.of(sample)));
  }

  private static void assertRight(
      Graph graph, CompiledNetwork network, Map<String, TensorData> sample) throws Exception {
    Compiled.requireValid(network);
    Execution execution = Compiled.requireAccepted(network, sample);
    assertThat(execution.outputs().get("y").integers())
        .containsExactly(new FloatInterpreter(graph).run(sample).get("y").longs());
  }
}
