package dev.vouch.circuits.operator.logic;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparisons of inputs with constants, for all numbers that there are, NaN included. */
class PlacedComparisonsTest {
  private static final double[] THRESHOLDS = {0, 0.7f, -3, 1e30f, -0.0, 1e-20f};

  private static final Map<String, BiPredicate<Double, Double>> RELATIONS =
      Map.of(
          "Less", (a, b) -> (double) a < (double) b,
          "LessOrEqual", (a, b) -> (double) a <= (double) b,
          "Greater", (a, b) -> (double) a > (double) b,
          "GreaterOrEqual", (a, b) -> (double) a >= (double) b,
          "Equal", (a, b) -> (double) a == (double) b);

  /** A threshold and what is next to it, special numbers, and some beyond float32. */
  private static double[] numbers(DataType type, double t) {
    boolean wide = type == DataType.DOUBLE;
    return new double[] {
      t,
      wide ? Math.nextUp(t) : Math.nextUp((float) t),
      wide ? Math.nextDown(t) : Math.nextDown((float) t),
      0,
      -0.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      wide ? Double.MIN_VALUE : Float.MIN_VALUE,
      wide ? -Double.MAX_VALUE : -Float.MAX_VALUE
    };
  }

  @ParameterizedTest
  @CsvSource({
    "Less, FLOAT",
    "LessOrEqual, FLOAT",
    "Greater, FLOAT",
    "GreaterOrEqual, FLOAT",
    "Equal, FLOAT",
    "Less, DOUBLE",
    "LessOrEqual, DOUBLE",
    "Greater, DOUBLE",
    "GreaterOrEqual, DOUBLE",
    "Equal, DOUBLE"
  })
  void areThoseOfTheNumbers(String type, DataType numbers) throws Exception {
    Graph graph =
        model()
            .input("x", numbers, THRESHOLDS.length, 1)
            .initializer(
                "t", TensorData.ofDoubles(numbers, new int[] {THRESHOLDS.length, 1}, THRESHOLDS))
            .node(type, "x t", "right")
            .node(type, "t x", "left")
            .output("right")
            .output("left")
            .graph();
    assertThat(OrderedValues.of(graph)).containsExactly("x");
    int count = numbers(numbers, 0).length;
    CompiledNetwork network = null;
    for (int i = 0; i < count; i++) {
      int at = i;
      double[] cells = Arrays.stream(THRESHOLDS).map(t -> numbers(numbers, t)[at]).toArray();
      Map<String, TensorData> inputs =
          Map.of("x", TensorData.ofDoubles(numbers, new int[] {cells.length, 1}, cells));
      if (network == null) {
        network =
            Compiler.compilation(
                    graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)))
                .network();
      }
      var outputs = Compiled.requireAccepted(network, inputs).outputs();
      for (int cell = 0; cell < cells.length; cell++) {
        double x = cells[cell];
        double t = THRESHOLDS[cell];
        assertThat(outputs.get("right").integers()[cell])
            .as("%s %s %s", x, type, t)
            .isEqualTo(RELATIONS.get(type).test(x, t) ? 1 : 0);
        assertThat(outputs.get("left").integers()[cell])
            .as("%s %s %s", t, type, x)
            .isEqualTo(RELATIONS.get(type).test(t, x) ? 1 : 0);
      }
    }
  }
}
