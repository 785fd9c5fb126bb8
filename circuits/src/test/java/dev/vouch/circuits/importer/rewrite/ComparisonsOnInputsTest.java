package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prepared features are compared where they come from, and as float32 arithmetic does. */
class ComparisonsOnInputsTest {
  private static final double[] MEANS = {0.1f, 37.3f, -5};
  private static final double[] DEVIATIONS = {3.3f, 0.7f, 1e-3f};
  private static final float THRESHOLD = 0.3f;

  private static TensorData row(double... cells) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {1, cells.length}, cells);
  }

  private static double rounded(double x) {
    return DataType.FLOAT.round(x);
  }

  /** A scaler, and its columns in another order. */
  private static ModelBuilder scaled(double sign) {
    return model()
        .input("x", DataType.FLOAT, 1, 3)
        .initializer("means", row(MEANS))
        .initializer("sizes", row(DEVIATIONS[0] * sign, DEVIATIONS[1] * sign, DEVIATIONS[2] * sign))
        .initializer("t", row(THRESHOLD))
        .initializer("order", TensorData.ofVector(2, 0, 1))
        .node("Sub", "x means", "centred")
        .node("Div", "centred sizes", "scaled")
        .node("Gather", "scaled order", "z", attribute("axis", 1));
  }

  /** Inputs whose scaled columns are next to the threshold, and at it. */
  private static List<double[]> rows(double sign) {
    List<double[]> rows = new ArrayList<>();
    for (int step = -4; step <= 4; step++) {
      double[] cells = new double[3];
      for (int column = 0; column < 3; column++) {
        float at = (float) (THRESHOLD * DEVIATIONS[column] * sign + MEANS[column]);
        for (int i = 0; i < Math.abs(step); i++) {
          at = step > 0 ? Math.nextUp(at) : Math.nextDown(at);
        }
        cells[column] = at;
      }
      rows.add(cells);
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "Less, z t, 1",
    "LessOrEqual, z t, 1",
    "Greater, z t, 1",
    "GreaterOrEqual, z t, 1",
    "Less, t z, 1",
    "LessOrEqual, t z, 1",
    "Greater, t z, -1",
    "GreaterOrEqual, t z, -1",
    "Less, z t, -1",
    "LessOrEqual, z t, -1"
  })
  void decisionsAreThoseOfFloat32Arithmetic(String type, String operands, double sign)
      throws Exception {
    Graph graph = scaled(sign).node(type, operands, "y").output("y").graph();
    assertThat(OrderedValues.of(graph)).contains("x");
    List<Map<String, TensorData>> samples =
        rows(sign).stream().map(cells -> Map.of("x", row(cells))).toList();
    CompiledNetwork network =
        Compiler.compilation(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples))
            .network();
    int held = 0;
    for (Map<String, TensorData> sample : samples) {
      double[] x = sample.get("x").doubles();
      long[] wanted = new long[3];
      for (int i = 0; i < 3; i++) {
        int column = (i + 2) % 3;
        double z = rounded(rounded(x[column] - MEANS[column]) / rounded(DEVIATIONS[column] * sign));
        double a = operands.startsWith("z") ? z : THRESHOLD;
        double b = operands.startsWith("z") ? THRESHOLD : z;
        wanted[i] =
            switch (type) {
                  case "Less" -> a < b;
                  case "LessOrEqual" -> a <= b;
                  case "Greater" -> a > b;
                  default -> a >= b;
                }
                ? 1
                : 0;
        held += (int) wanted[i];
      }
      assertThat(new FloatInterpreter(graph).run(sample).get("y").longs()).isEqualTo(wanted);
      assertThat(Compiled.requireAccepted(network, sample).outputs().get("y").integers())
          .isEqualTo(wanted);
    }
    assertThat(held).isBetween(1, 3 * samples.size() - 1);
  }

  @Test
  void columnsOfBothDirectionsAreComparedAsTheyAre() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 2)
            .initializer("w", row(1.5, -2.5))
            .initializer("t", row(1))
            .node("Mul", "x w", "z")
            .node("Less", "z t", "y")
            .output("y")
            .graph();
    assertThat(graph.nodes()).extracting("type").containsExactly("Mul", "Less");
  }
}
