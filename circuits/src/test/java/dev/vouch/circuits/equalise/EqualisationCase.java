package dev.vouch.circuits.equalise;

import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * Networks whose columns or channels are of unlike size, repeating {@link #SIZES}: those of the
 * input along axis 1, or those that weights make.
 */
enum EqualisationCase implements UnlikeSlices {
  PRODUCT(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("s", sizes(1))
          .constant("t", sizes(0.3))
          .node("Div", "n", "x", "s")
          .node("Sigmoid", "g", "n")
          .node("Sub", "q", "x", "t")
          .node("Mul", "y", "q", "g")
          .outputs("y");
    }
  },
  SQUARE(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("s", roots())
          .node("Div", "n", "x", "s")
          .node("Mul", "y", "n", "n")
          .outputs("y");
    }
  },
  /** The summands' columns are unlike in ways of their own. */
  SUM_OF_UNLIKE(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("s", inverseSizes())
          .node("Mul", "p", "x", "s")
          .node("Add", "y", "x", "p")
          .outputs("y", "p");
    }
  },
  TABLE_BESIDE_MATRIX(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("w", rows(6, 4))
          .constant("s", sizes(1))
          .node("MatMul", "y", "x", "w")
          .node("Div", "n", "x", "s")
          .node("Tanh", "t", "n")
          .outputs("y", "t");
    }
  },
  DENSE(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("w", rows(6, 4))
          .weights("b", 1, 4)
          .node("Gemm", "y", "x", "w", "b")
          .outputs("y");
    }
  },
  TRANSPOSED_DENSE(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("w", columns(4, 6))
          .node("Gemm", Map.of("transB", new Attribute.Integer(1)), "y", "x", "w")
          .outputs("y");
    }
  },
  SCALER_THEN_MATRIX(true) {
    @Override
    public Graph graph() {
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
  OUTLIER_CHANNELS(false) {
    @Override
    public Graph graph() {
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
  CHANNELS(false) {
    @Override
    public Graph graph() {
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
  JOINED_AND_CUT(false) {
    @Override
    public Graph graph() {
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
              "Transpose", Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1})), "t", "all")
          .node(
              "Transpose", Map.of("perm", new Attribute.Integers(new long[] {0, 2, 1})), "tt", "t")
          .node("Slice", "y", "tt", "start", "end", "axis")
          .outputs("all", "y");
    }
  },
  /** A constant column stands before the computed ones, as a class token does. */
  CONSTANT_COLUMN(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("c", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 1}, 0.5))
          .constant("v", rows(7, 3))
          .node("Concat", Map.of("axis", new Attribute.Integer(1)), "all", "x", "c")
          .node("MatMul", "y", "all", "v")
          .outputs("y");
    }
  },
  RESIDUAL(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("w", rowsAndColumns(6))
          .node("MatMul", "g", "x", "w")
          .node("Relu", "r", "g")
          .node("Add", "s", "r", "x")
          .node("Neg", "y", "s")
          .outputs("y");
    }
  },
  GROUPED_CHANNELS(true) {
    @Override
    public Graph graph() {
      return new TestGraph(7)
          .input("x", 1, 6, 6, 6)
          .weights("w", 1, 6, 2, 3, 3)
          .weights("b", 1, 6)
          .weights("multiplier", 1, 12, 1, 3, 3)
          .node("Conv", Map.of("group", new Attribute.Integer(3)), "c", "x", "w")
          .node("Relu", "r", "c")
          .node("Conv", Map.of("group", new Attribute.Integer(6)), "d", "r", "multiplier")
          .node(
              "ReduceMean",
              Map.of(
                  "axes", new Attribute.Integers(new long[] {2, 3}),
                  "keepdims", new Attribute.Integer(0)),
              "y",
              "d")
          .outputs("y");
    }
  },
  COLUMNS_ONE_BY_ONE(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("one", TensorData.ofLongs(DataType.INT64, new int[0], 1))
          .constant("axis", TensorData.ofVector(1))
          .constant("three", TensorData.ofVector(3))
          .constant("four", TensorData.ofVector(4))
          .constant("six", TensorData.ofVector(6))
          .node("Gather", Map.of("axis", new Attribute.Integer(1)), "taken", "x", "one")
          .node("Relu", "positive", "taken")
          .node("Unsqueeze", "first", "positive", "axis")
          .node("Slice", "second", "x", "three", "four", "axis")
          .node("Slice", "others", "x", "four", "six", "axis")
          .node(
              "Concat", Map.of("axis", new Attribute.Integer(1)), "y", "second", "first", "others")
          .outputs("y");
    }
  },
  COMPARED(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("t", sizes(0.2))
          .constant("least", sizes(-0.1))
          .node("Greater", "g", "x", "t")
          .node("Neg", "n", "x")
          .node("Where", "chosen", "g", "x", "n")
          .node("Max", "y", "chosen", "least")
          .outputs("y");
    }
  },
  MATRIX_ON_THE_LEFT(true) {
    @Override
    public Graph graph() {
      return new TestGraph(9)
          .input("x", 1, 6, 4)
          .constant("w", matrix(3, 6, (row, column) -> 1 / size(column)))
          .node("MatMul", "y", "w", "x")
          .outputs("y");
    }
  },
  BATCHED_MATRIX(true) {
    @Override
    public Graph graph() {
      return new TestGraph(10)
          .input("x", 1, 6, 2, 3)
          .weights("w", 1, 1, 3, 4)
          .node("MatMul", "y", "x", "w")
          .outputs("y");
    }
  },
  /** Values have names that a rewriting might give to its own. */
  NAMES(true) {
    @Override
    public Graph graph() {
      return columns()
          .constant("x.scaled", sizes(1))
          .constant("k", sizes(3))
          .node("Div", "x.scaled.factor", "x", "x.scaled")
          .node("Relu", "y.scaled", "x.scaled.factor")
          .node("Mul", "y", "y.scaled", "k")
          .outputs("y");
    }
  };

  static final double[] SIZES = {3e5, 0.02, 40, 5e-4, 700, 1};

  private final boolean sized;

  EqualisationCase(boolean sized) {
    this.sized = sized;
  }

  @Override
  public boolean sized() {
    return sized;
  }

  private static TestGraph columns() {
    return new TestGraph(3).input("x", 1, 6);
  }

  static double size(int i) {
    return SIZES[i % SIZES.length];
  }

  static TensorData sizes(double factor) {
    double[] values = new double[6];
    for (int i = 0; i < 6; i++) {
      values[i] = size(i) * factor;
    }
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, values);
  }

  static TensorData roots() {
    double[] values = sizes(1).doubles().clone();
    Arrays.setAll(values, i -> Math.sqrt(values[i]));
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, values);
  }

  private static TensorData inverseSizes() {
    double[] values = new double[6];
    for (int i = 0; i < 6; i++) {
      values[i] = size((i + 2) % 6) / size(i);
    }
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, values);
  }

  static TensorData matrix(int rows, int columns, Entry entry) {
    Random random = new Random(rows * 31L + columns);
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * random.nextDouble() - 1) * entry.size(i / columns, i % columns);
    }
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {rows, columns}, values);
  }

  interface Entry {
    double size(int row, int column);
  }

  static TensorData rows(int rows, int columns) {
    return matrix(rows, columns, (row, column) -> 1 / size(row));
  }

  private static TensorData columns(int rows, int columns) {
    return matrix(rows, columns, (row, column) -> rows < columns ? 1 / size(column) : size(column));
  }

  private static TensorData rowsAndColumns(int n) {
    return matrix(n, n, (row, column) -> size(column) / size(row));
  }

  private static TensorData filters(int outputs, int inputs) {
    TensorData flat = matrix(outputs, inputs * 9, (row, column) -> size(row));
    return flat.reshape(outputs, inputs, 3, 3);
  }
}
