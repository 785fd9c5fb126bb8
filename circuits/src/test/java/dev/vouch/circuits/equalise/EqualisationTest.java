package dev.vouch.circuits.equalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.Compilation;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.compile.ScaleGranularity;
import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.quantise.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EqualisationTest {
  private static final int SAMPLES = 32;
  private static final double[] SIZES = {3e5, 0.02, 40, 5e-4, 700, 1};

  /** Sizes of columns or channels repeat {@link #SIZES}; axis 1 of the input is theirs. */
  private enum Case {
    DENSE {
      @Override
      Graph graph() {
        return columns()
            .constant("w", rows(6, 4))
            .weights("b", 1, 4)
            .node("Gemm", "y", "x", "w", "b")
            .outputs("y");
      }
    },
    TRANSPOSED_DENSE {
      @Override
      Graph graph() {
        return columns()
            .constant("w", columns(4, 6))
            .node("Gemm", Map.of("transB", new Attribute.Integer(1)), "y", "x", "w")
            .outputs("y");
      }
    },
    SCALER_THEN_MATRIX {
      @Override
      Graph graph() {
        return columns()
            .constant("m", sizes(0.3))
            .constant("s", sizes(1))
            .weights("w", 1, 6, 5)
            .node("Sub", "d", "x", "m")
            .node("Div", "n", "d", "s")
            .node("MatMul", "y", "n", "w")
            .outputs("y");
      }
    },
    OUTLIER_CHANNELS {
      @Override
      Graph graph() {
        return new TestGraph(4)
            .input("x", 1, 6)
            .constant("w", columns(6, 6))
            .constant("v", rows(6, 3))
            .node("MatMul", "g", "x", "w")
            .node("LeakyRelu", "r", "g")
            .node("Identity", "i", "r")
            .node("MatMul", "y", "i", "v")
            .outputs("y");
      }
    },
    CHANNELS {
      @Override
      Graph graph() {
        return new TestGraph(5)
            .input("x", 1, 2, 6, 6)
            .constant("w", filters(6, 2))
            .weights("depth", 1, 6, 1, 3, 3)
            .weights("scale", 1, 6)
            .constant("shift", sizes(1))
            .constant("mean", sizes(0.1))
            .constant("var", TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, 1, 1, 1, 1, 1, 1))
            .constant("last", matrix(3, 6, (o, c) -> 1 / size(c)).reshape(3, 6, 1, 1))
            .node("Conv", "c", "x", "w")
            .node("Relu", "r", "c")
            .node(
                "MaxPool",
                Map.of("kernel_shape", new Attribute.Integers(new long[] {2, 2})),
                "p",
                "r")
            .node("Conv", Map.of("group", new Attribute.Integer(6)), "d", "p", "depth")
            .node("BatchNormalization", "n", "d", "scale", "shift", "mean", "var")
            .node("GlobalAveragePool", "a", "n")
            .node("Conv", "y", "a", "last")
            .outputs("y");
      }
    },
    JOINED_AND_CUT {
      @Override
      Graph graph() {
        return new TestGraph(6)
            .input("x", 1, 4, 3)
            .weights("u", 1, 3, 2)
            .weights("v", 1, 3, 3)
            .constant("k", TensorData.ofScalar(2000))
            .constant("start", TensorData.ofVector(2))
            .constant("end", TensorData.ofVector(5))
            .constant("axis", TensorData.ofVector(2))
            .node("MatMul", "a", "x", "u")
            .node("Mul", "large", "a", "k")
            .node("MatMul", "b", "x", "v")
            .node("Sigmoid", "small", "b")
            .node("Concat", Map.of("axis", new Attribute.Integer(2)), "all", "large", "small")
            .node(
                "Transpose",
                Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1})),
                "t",
                "all")
            .node(
                "Transpose",
                Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1})),
                "tt",
                "t")
            .node("Slice", "y", "tt", "start", "end", "axis")
            .outputs("all", "y");
      }
    },
    /** A constant column stands before the computed ones, as a class token does. */
    CONSTANT_COLUMN {
      @Override
      Graph graph() {
        return columns()
            .constant("c", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 1}, 0.5))
            .constant("v", rows(7, 3))
            .node("Concat", Map.of("axis", new Attribute.Integer(1)), "all", "x", "c")
            .node("MatMul", "y", "all", "v")
            .outputs("y");
      }
    },
    RESIDUAL {
      @Override
      Graph graph() {
        return columns()
            .constant("w", rowsAndColumns(6))
            .node("MatMul", "g", "x", "w")
            .node("Relu", "r", "g")
            .node("Add", "s", "r", "x")
            .node("Neg", "y", "s")
            .outputs("y");
      }
    };

    abstract Graph graph();

    private static TestGraph columns() {
      return new TestGraph(3).input("x", 1, 6);
    }

    private static double size(int i) {
      return SIZES[i % SIZES.length];
    }

    private static TensorData sizes(double factor) {
      double[] values = new double[6];
      for (int i = 0; i < 6; i++) {
        values[i] = size(i) * factor;
      }
      return TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, values);
    }

    private static TensorData matrix(int rows, int columns, Entry entry) {
      Random random = new Random(rows * 31L + columns);
      double[] values = new double[rows * columns];
      for (int i = 0; i < values.length; i++) {
        values[i] = (2 * random.nextDouble() - 1) * entry.size(i / columns, i % columns);
      }
      return TensorData.ofDoubles(DataType.FLOAT, new int[] {rows, columns}, values);
    }

    private interface Entry {
      double size(int row, int column);
    }

    private static TensorData rows(int rows, int columns) {
      return matrix(rows, columns, (row, column) -> 1 / size(row));
    }

    private static TensorData columns(int rows, int columns) {
      return matrix(
          rows, columns, (row, column) -> rows < columns ? 1 / size(column) : size(column));
    }

    private static TensorData rowsAndColumns(int n) {
      return matrix(n, n, (row, column) -> size(column) / size(row));
    }

    private static TensorData filters(int outputs, int inputs) {
      TensorData flat = matrix(outputs, inputs * 9, (row, column) -> size(row));
      return flat.reshape(outputs, inputs, 3, 3);
    }
  }

  private static List<Map<String, TensorData>> samples(Graph graph, boolean sized) {
    Random random = new Random(11);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    int[] shape = graph.info("x").shape();
    int inner = graph.info("x").size() / shape[0] / shape[1];
    for (int i = 0; i < SAMPLES; i++) {
      double[] values = random.doubles(graph.info("x").size(), -1, 1).toArray();
      for (int cell = 0; sized && cell < values.length; cell++) {
        values[cell] *= SIZES[cell / inner % shape[1]];
      }
      samples.add(Map.of("x", TensorData.ofDoubles(DataType.FLOAT, shape, values)));
    }
    return samples;
  }

  private static boolean sized(Case which) {
    return which == Case.DENSE
        || which == Case.TRANSPOSED_DENSE
        || which == Case.SCALER_THEN_MATRIX
        || which == Case.CONSTANT_COLUMN
        || which == Case.RESIDUAL;
  }

  private static Map<String, double[]> run(Graph graph, Map<String, TensorData> sample) {
    Map<String, double[]> values = new HashMap<>();
    new FloatInterpreter(graph)
        .run(sample, (value, data) -> values.put(value, data.toDoubles().clone()));
    return values;
  }

  /** Powers of two are exact: each value is the same number, once its factors are undone. */
  @ParameterizedTest
  @EnumSource
  void theNetworkStaysTheSame(Case which) {
    Graph graph = which.graph();
    List<Map<String, TensorData>> samples = samples(graph, sized(which));
    Equalised equalised = Equalisation.of(graph, Calibrator.calibrate(graph, samples));
    assertThat(equalised.factors()).isNotEmpty();
    for (Map<String, TensorData> sample : samples) {
      double[] x = sample.get("x").doubles().clone();
      SliceExponents ofInput = equalised.factors().get("x");
      if (ofInput != null) {
        for (int cell = 0; cell < x.length; cell++) {
          x[cell] = Math.scalb(x[cell], ofInput.of(cell, graph.info("x").shape()));
        }
      }
      TensorData scaled = TensorData.ofDoubles(DataType.FLOAT, graph.info("x").shape(), x);
      Map<String, double[]> actual = run(equalised.graph(), Map.of("x", scaled));
      run(graph, sample)
          .forEach(
              (value, expected) -> {
                double[] values = actual.get(value);
                SliceExponents factors = equalised.factors().get(value);
                if (factors != null) {
                  factors.undo(values, graph.info(value).shape());
                }
                if (!graph.inputs().contains(value)) {
                  assertThat(values).as(value).containsExactly(expected);
                }
              });
    }
  }

  /** The largest relative error of a column or channel of an output. */
  private static double worstColumn(
      Graph graph, List<Map<String, TensorData>> samples, ScaleGranularity scales)
      throws Exception {
    Compilation compilation =
        Compiler.compilation(
            graph,
            CompileOptions.defaults().withScales(scales),
            Calibrator.calibrate(graph, samples));
    double worst = 0;
    for (String output : graph.outputs()) {
      int[] shape = graph.info(output).shape();
      int axis = shape.length == 3 ? 2 : 1;
      double[] errors = new double[shape[axis]];
      double[] squares = new double[shape[axis]];
      int inner = 1;
      for (int i = axis + 1; i < shape.length; i++) {
        inner *= shape[i];
      }
      for (Map<String, TensorData> sample : samples) {
        double[] expected = new FloatInterpreter(graph).run(sample).get(output).toDoubles();
        double[] actual = compilation.network().execute(sample).outputs().get(output).dequantised();
        for (int cell = 0; cell < expected.length; cell++) {
          int column = cell / inner % shape[axis];
          errors[column] += Math.pow(actual[cell] - expected[cell], 2);
          squares[column] += Math.pow(expected[cell], 2);
        }
      }
      for (int column = 0; column < errors.length; column++) {
        worst = Math.max(worst, Math.sqrt(errors[column] / squares[column]));
      }
    }
    return worst;
  }

  @ParameterizedTest
  @EnumSource
  void everyColumnKeepsItsDigits(Case which) throws Exception {
    Graph graph = which.graph();
    List<Map<String, TensorData>> samples = samples(graph, sized(which));
    assertThat(worstColumn(graph, samples, ScaleGranularity.SLICE)).isLessThan(1e-3);
    assertThat(worstColumn(graph, samples, ScaleGranularity.TENSOR)).isGreaterThan(5e-3);
  }

  private static Equalised ofColumns(TestGraph graph, String output, double... magnitudes) {
    Graph built = graph.outputs(output);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < SAMPLES; i++) {
      double[] values = magnitudes.clone();
      for (int column = 0; column < values.length; column++) {
        values[column] *= 0.5 + random.nextDouble() / 2;
      }
      samples.add(
          Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, values.length}, values)));
    }
    return Equalisation.of(built, Calibrator.calibrate(built, samples));
  }

  @Test
  void nothingIsScaledThatATableReads() {
    Equalised equalised =
        ofColumns(new TestGraph(1).input("x", 1, 2).node("Tanh", "y", "x"), "y", 1000, 1);
    assertThat(equalised.factors()).isEmpty();
  }

  @Test
  void nothingIsScaledWhereColumnsAreAlike() {
    TestGraph graph = new TestGraph(1).input("x", 1, 2).weights("w", 1, 2, 2);
    assertThat(ofColumns(graph.node("MatMul", "y", "x", "w"), "y", 3, 1).factors()).isEmpty();
  }

  /** A computed operand that is repeated along the columns cannot be scaled column by column. */
  @Test
  void aRepeatedOperandHasNoFactors() {
    TestGraph graph =
        new TestGraph(1)
            .input("x", 1, 2)
            .weights("one", 1, 2, 1)
            .node("MatMul", "s", "x", "one")
            .node("Add", "y", "x", "s");
    SliceExponents ofSum = ofColumns(graph, "y", 1000, 1).factors().get("y");
    assertThat(ofSum).isNull();
  }

  /** A pixel that was lit once may be brighter next time. */
  @Test
  void whatWasSeldomSeenIsScaledWithCare() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 2)
            .weights("w", 1, 2, 2)
            .node("MatMul", "y", "x", "w")
            .outputs("y");
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(
          Map.of(
              "x",
              TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, 1, i == 3 ? 1 / 200.0 : 0)));
    }
    Calibration calibration = Calibrator.calibrate(graph, samples);
    assertThat(Equalisation.of(graph, calibration).factors()).doesNotContainKey("x");
  }
}
