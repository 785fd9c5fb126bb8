package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.numbers;
import static dev.vouch.circuits.compile.Columns.requireExact;
import static dev.vouch.circuits.compile.Columns.scales;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions, roots, sums and choices of columns of unlike size. */
class SliceFunctionsTest {
  private static final double[] SMALL = {0.75, 0x1p-12, 0x1p-7, 0x1p-3};
  private static final double[] LARGE = {900, 0x1p-11, 3, 0.4};

  private static Graph of(String function) {
    return new TestGraph(1).input("x", 2, 4).node(function, "y", "x").outputs("y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tanh", "Erf", "Sin", "Tan", "Asin", "Atanh", "Sinh", "Elu", "Selu"})
  void functionsOfSmallColumnsKeepTheirDigits(String function) throws Exception {
    requireExact(of(function), 1, SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tanh", "Gelu", "Softsign", "Atan", "Asinh", "Mish", "Selu", "Softplus"})
  void smallColumnsHaveDigitsBesideLargeOnes(String function) throws Exception {
    requireExact(of(function), 1, LARGE);
  }

  /** Whatever the scale of the operand, roots of its least values are not 0. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 4, 8})
  void rootsOfEveryScale(double size) throws Exception {
    Graph graph =
        new TestGraph(2)
            .input("x", 2, 4)
            .constant("c", numbers(new int[0], 0.125))
            .node("Abs", "a", "x")
            .node("Add", "s", "a", "c")
            .node("Sqrt", "y", "s")
            .node("Reciprocal", "z", "y")
            .outputs("y", "z");
    requireExact(graph, 1, new double[] {size, size, size, size});
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void rootsAndCumulativeSumsMeetConstantsThatUndoTheirScales(long seed) throws Exception {
    double[] scales = scales(4, seed);
    double[] inverse = Arrays.stream(scales).map(scale -> 1 / scale).toArray();
    double[] roots = Arrays.stream(scales).map(scale -> 1 / Math.sqrt(scale)).toArray();
    Graph graph =
        new TestGraph(3)
            .input("x", 2, 4)
            .constant("axis", TensorData.ofLongs(DataType.INT64, new int[0], 0))
            .constant("w", numbers(new int[] {4}, inverse))
            .constant("v", numbers(new int[] {4}, roots))
            .node("CumSum", "sums", "x", "axis")
            .node("Mul", "y", "sums", "w")
            .node("Abs", "a", "x")
            .node("Sqrt", "r", "a")
            .node("Mul", "z", "r", "v")
            .outputs("y", "z");
    requireExact(graph, 1, scales);
  }

  /** Norms that are written out take their squares by Pow. */
  @Test
  void rowsOfUnlikeSizeHaveNormsByPowers() throws Exception {
    Graph graph =
        new TestGraph(6)
            .input("x", 1, 4, 8)
            .constant("two", numbers(new int[0], 2))
            .constant("half", numbers(new int[0], -0.5))
            .constant("epsilon", numbers(new int[0], 1e-6))
            .node("Transpose", Map.of("perm", new Attribute.Integers(0, 2, 1)), "rows", "x")
            .node("Pow", "squares", "rows", "two")
            .node("ReduceMean", Map.of("axes", new Attribute.Integers(2)), "means", "squares")
            .node("Add", "moved", "means", "epsilon")
            .node("Pow", "inverse", "moved", "half")
            .node("Mul", "y", "rows", "inverse")
            .outputs("y");
    requireExact(graph, 1, new double[] {0x1p-6, 1, 100, 0.1, 10, 1, 0x1p-4, 3});
  }

  /** Columns whose cubes are further apart than an integer is long leave the large ones theirs. */
  @ParameterizedTest
  @ValueSource(ints = {12, 13})
  void largeColumnsKeepTheirDigitsHoweverSmallTheOthersAre(int size) throws Exception {
    double[] scales = {Math.scalb(1, size), Math.scalb(1, -size), 1, Math.scalb(1, size - 2)};
    double[] inverse = {Math.scalb(1, -3 * size), 1, 1, Math.scalb(1, 6 - 3 * size)};
    Graph graph =
        new TestGraph(7)
            .input("x", 2, 4)
            .constant("three", numbers(new int[0], 3))
            .constant("w", numbers(new int[] {4, 1}, inverse))
            .node("Pow", "cubes", "x", "three")
            .node("MatMul", "y", "cubes", "w")
            .outputs("y");
    requireExact(graph, 1, scales);
  }

  /** A mean of operands that are largest together is not cut off. */
  @Test
  void meansOfThree() throws Exception {
    Graph graph = new TestGraph(4).input("x", 2, 4).node("Mean", "y", "x", "x", "x").outputs("y");
    requireExact(graph, 1, new double[] {3, 0x1p-9, 1, 50});
  }

  /** The greatest of columns of unlike size is found where the large ones are below 0. */
  @Test
  void positionsAmongColumnsOfUnlikeSize() throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", 6, 4)
            .constant("one", TensorData.ofLongs(DataType.INT64, new int[] {1}, 1))
            .constant("k", TensorData.ofLongs(DataType.INT64, new int[] {1}, 2))
            .node("ArgMax", Map.of("axis", new Attribute.Integer(1)), "a", "x")
            .node("Add", "y", "a", "one")
            .node("TopK", Map.of("axis", new Attribute.Integer(0)), "v", "x", "k")
            .outputs("y", "v");
    requireExact(graph, 1, new double[] {3000, 0x1p-11, 0x1p-9, 2});
  }
}
