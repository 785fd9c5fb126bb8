package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.SAMPLES;
import static dev.vouch.circuits.compile.Columns.numbers;
import static dev.vouch.circuits.compile.Columns.requireExact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.node.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns with large offsets, and columns of integers, keep their digits. */
class OffsetsTest {
  @ParameterizedTest
  @EnumSource
  void offsetsAreTakenAway(Offsets where) throws Exception {
    double[] variations = {0.01, 20, 0.3};
    double[] offsets = {48.85, -70_000, 5};
    requireExact(where.graph(), 1, variations, offsets);
  }

  /** Networks that read an input of three columns or channels with large offsets. */
  private enum Offsets {
    DENSE {
      @Override
      Graph graph() {
        return dense(columns(2, 3), "x").outputs("y");
      }
    },
    DENSE_OF_DOUBLES {
      @Override
      Graph graph() {
        TestGraph graph =
            columns(2, 3)
                .node("Cast", Map.of("to", new Attribute.Integer(11)), "d", "x")
                .node("Identity", "i", "d")
                .node("Cast", Map.of("to", new Attribute.Integer(1)), "f", "i");
        return dense(graph, "f").outputs("y");
      }
    },
    MATRIX_THEN_SUM {
      @Override
      Graph graph() {
        return columns(2, 3)
            .constant("w", dividing())
            .constant("b", numbers(new int[] {4}, bias(4)))
            .node("MatMul", "m", "x", "w")
            .node("Add", "s", "m", "b")
            .node("Tanh", "y", "s")
            .outputs("y");
      }
    },
    NORMALISATION {
      @Override
      Graph graph() {
        return columns(2, 3)
            .weights("scale", 1, 3)
            .weights("shift", 1, 3)
            .constant("mean", numbers(new int[] {3}, 48.853, -70_003.5, 5.1))
            .constant("variance", numbers(new int[] {3}, 1e-4, 400, 0.09))
            .weights("w", 1, 3, 4)
            .node("BatchNormalization", "n", "x", "scale", "shift", "mean", "variance")
            .node("MatMul", "y", "n", "w")
            .outputs("n", "y");
      }
    },
    /** Half of the offset is taken off, which leaves the larger part of it. */
    TWO_STEPS {
      @Override
      Graph graph() {
        TestGraph graph =
            columns(2, 3)
                .constant("half", numbers(new int[] {3}, 24, -30_000, 3))
                .node("Sub", "r", "x", "half");
        return dense(graph, "r", 24.85, -40_000, 2).outputs("y");
      }
    },
    SIGNALS {
      @Override
      Graph graph() {
        double[] kernel = new double[2 * 3 * 3];
        double[] bias = new double[2];
        Random random = new Random(5);
        for (int i = 0; i < kernel.length; i++) {
          double weight = 2 * random.nextDouble() - 1;
          kernel[i] = weight / VARIATIONS[i / 3 % 3];
          bias[i / 9] -= kernel[i] * OFFSETS[i / 3 % 3];
        }
        return new TestGraph(6)
            .input("x", 1, 3, 8)
            .constant("k", numbers(new int[] {2, 3, 3}, kernel))
            .constant("b", numbers(new int[] {2}, bias))
            .node("Conv", "c", "x", "k", "b")
            .node("Relu", "y", "c")
            .outputs("y");
      }
    },
    ALSO_READ_AS_THEY_ARE {
      @Override
      Graph graph() {
        TestGraph graph = columns(2, 3).node("Abs", "r", "x");
        return dense(graph, "x").outputs("r", "y");
      }
    },
    MOVED_AND_SCALED {
      @Override
      Graph graph() {
        TestGraph graph =
            columns(2, 3)
                .constant("shape", TensorData.ofVector(1, 2, 3))
                .constant("f", numbers(new int[] {3}, 0.5, 1e-3, -4))
                .constant("back", TensorData.ofVector(2, 3))
                .node("Mul", "m", "x", "f")
                .node("Reshape", "r", "m", "shape")
                .node("Neg", "n", "r")
                .node("Reshape", "u", "n", "back");
        return dense(graph, "u", -24.425, 70, 20).outputs("y");
      }
    };

    private static final double[] VARIATIONS = {0.01, 20, 0.3};
    private static final double[] OFFSETS = {48.85, -70_000, 5};

    abstract Graph graph();

    private static TestGraph columns(int... shape) {
      return new TestGraph(6).input("x", shape);
    }

    /** Weights that make the columns alike. */
    private static TensorData dividing() {
      double[] weights = new double[12];
      Random random = new Random(5);
      Arrays.setAll(weights, i -> (2 * random.nextDouble() - 1) / VARIATIONS[i / 4]);
      return numbers(new int[] {3, 4}, weights);
    }

    /** What takes the offsets off after these weights. */
    private static double[] bias(int columns, double... offsets) {
      double[] weights = dividing().doubles();
      double[] given = offsets.length == 0 ? OFFSETS : offsets;
      double[] bias = new double[columns];
      for (int i = 0; i < weights.length; i++) {
        bias[i % columns] -= weights[i] * given[i / columns];
      }
      return bias;
    }

    private static TestGraph dense(TestGraph graph, String x, double... offsets) {
      return graph
          .constant("w", dividing())
          .constant("b", numbers(new int[] {4}, bias(4, offsets)))
          .weights("v", 1, 4, 3)
          .node("Gemm", "h", x, "w", "b")
          .node("Relu", "hr", "h")
          .node("MatMul", "y", "hr", "v");
    }
  }

  @Test
  void inputsWithoutOffsetsAreNoWider() throws Exception {
    Graph graph =
        new TestGraph(6)
            .input("x", 2, 3)
            .weights("w", 1, 3, 4)
            .node("MatMul", "y", "x", "w")
            .outputs("y");
    for (double scale : new double[] {0x1p-12, 0x1p-4, 1, 0x1p9}) {
      double[] scales = {scale, scale, scale};
      List<Map<String, TensorData>> samples = new ArrayList<>();
      for (int i = 0; i < SAMPLES; i++) {
        samples.add(Columns.sample(graph, i, scales));
      }
      CompiledNetwork network =
          Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
      int input = network.program().inputs().get(0).tensor();
      assertThat(network.program().tensor(input).range())
          .as("columns of ±%s", scale)
          .isEqualTo(Interval.signed(16));
    }
  }

  @Test
  void columnsWithOffsetsAreInputsOfTheirOwn() throws Exception {
    Graph graph =
        new TestGraph(14)
            .input("x", 1, 1)
            .input("z", 1, 1)
            .weights("w", 1, 2, 3)
            .constant("mean", numbers(new int[] {2}, 101_300, 21))
            .constant("f", numbers(new int[] {2}, 0.02, 1))
            .node("Concat", Map.of("axis", new Attribute.Integer(1)), "all", "x", "z")
            .node("Sub", "d", "all", "mean")
            .node("Mul", "s", "d", "f")
            .node("Gemm", "y", "s", "w")
            .outputs("s", "y");
    Random random = new Random(14);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(
          Map.of(
              "x", numbers(new int[] {1, 1}, 101_300 + 100 * random.nextDouble() - 50),
              "z", numbers(new int[] {1, 1}, 40 * random.nextDouble())));
    }
    requireExact(graph, 1, samples);
  }

  @Test
  void aScalerTakesOffsetsAway() throws Exception {
    double[] scales = {0.01, 20_000, 3, 0x1p-10};
    double[] offsets = {48.85, 40_000, 30, 0.5};
    Graph graph =
        new TestGraph(10)
            .input("x", 2, 4)
            .constant("mean", numbers(new int[] {4}, offsets))
            .constant("deviation", numbers(new int[] {4}, scales))
            .weights("w", 1, 4, 3)
            .node("Sub", "c", "x", "mean")
            .node("Div", "s", "c", "deviation")
            .node("MatMul", "y", "s", "w")
            .outputs("s", "y");
    requireExact(graph, 1, scales, offsets);
  }

  @Test
  void integerColumnsBecomeRealOnes() throws Exception {
    Graph graph =
        new TestGraph(12)
            .integers("x", 2, 3)
            .constant("w", numbers(new int[] {3, 2}, 1e-6, -4e-6, 0.01, 0.02, 0.5, -0.25))
            .node("Cast", Map.of("to", new Attribute.Integer(1)), "f", "x")
            .node("Gemm", "y", "f", "w")
            .outputs("y");
    Random random = new Random(12);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      long[] values = new long[6];
      for (int row = 0; row < 6; row += 3) {
        values[row] = 20_000L + random.nextInt(180_000);
        values[row + 1] = 18L + random.nextInt(60);
        values[row + 2] = random.nextInt(2);
      }
      samples.add(Map.of("x", TensorData.ofLongs(DataType.INT64, new int[] {2, 3}, values)));
    }
    requireExact(graph, 1, samples);
  }

  @Test
  void integerInputsWithOffsetsAreJoined() throws Exception {
    Graph graph =
        new TestGraph(15)
            .integers("year", 1, 1)
            .integers("x", 1, 2)
            .input("ratio", 1, 1)
            .constant("w", numbers(new int[] {4, 2}, 0.2, -0.3, 1e-5, 2e-5, 0.5, 0.25, 900, 400))
            .constant("b", numbers(new int[] {2}, -404, 606))
            .node("Cast", Map.of("to", new Attribute.Integer(1)), "f", "year")
            .node("Cast", Map.of("to", new Attribute.Integer(1)), "g", "x")
            .node("Concat", Map.of("axis", new Attribute.Integer(1)), "all", "f", "g", "ratio")
            .node("Gemm", "y", "all", "w", "b")
            .outputs("y");
    Random random = new Random(15);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      long[] values = {random.nextInt(200_000), random.nextInt(3)};
      samples.add(
          Map.of(
              "year", TensorData.ofLongs(DataType.INT64, new int[] {1, 1}, 2015 + i % 10),
              "x", TensorData.ofLongs(DataType.INT64, new int[] {1, 2}, values),
              "ratio", numbers(new int[] {1, 1}, random.nextDouble() / 1000)));
    }
    requireExact(graph, 1, samples);
  }

  @Test
  void timeStampsKeepTheirSeconds() throws Exception {
    Graph graph =
        new TestGraph(16)
            .integers("x", 1, 2)
            .constant("mean", numbers(new int[] {2}, 1.7e9, 20))
            .constant("f", numbers(new int[] {2}, 1e-4, 0.1))
            .weights("w", 1, 2, 2)
            // of type double: float has no seconds of this century
            .node("Cast", Map.of("to", new Attribute.Integer(11)), "r", "x")
            .node("Sub", "d", "r", "mean")
            .node("Mul", "s", "d", "f")
            .node("MatMul", "y", "s", "w")
            .outputs("s", "y");
    Random random = new Random(16);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      long[] values = {1_700_000_000L + random.nextInt(10_000), random.nextInt(40)};
      samples.add(Map.of("x", TensorData.ofLongs(DataType.INT64, new int[] {1, 2}, values)));
    }
    requireExact(graph, 1, samples);
  }
}
