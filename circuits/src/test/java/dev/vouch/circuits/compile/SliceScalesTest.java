package dev.vouch.circuits.compile;

import static dev.vouch.circuits.compile.Columns.numbers;
import static dev.vouch.circuits.compile.Columns.requireExact;
import static dev.vouch.circuits.compile.Columns.sample;
import static dev.vouch.circuits.compile.Columns.scales;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of unlike size share tensors: every column of every output is as exact as the others. */
class SliceScalesTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void columnsMeetWeightsThatUndoTheirScales(long seed) throws Exception {
    double[] scales = scales(6, seed);
    double[] weights = new double[24];
    Random random = new Random(seed);
    Arrays.setAll(weights, i -> (2 * random.nextDouble() - 1) / scales[i / 4]);
    Graph graph =
        new TestGraph(seed)
            .input("x", 2, 6)
            .constant("w", numbers(new int[] {6, 4}, weights))
            .weights("b", 1, 4)
            .node("Gemm", "h", "x", "w", "b")
            .node("Relu", "r", "h")
            .weights("v", 1, 4, 3)
            .node("MatMul", "y", "r", "v")
            .outputs("y");
    requireExact(graph, 1, scales);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void rowsOfWeightsAreOfUnlikeSize(long seed) throws Exception {
    double[] scales = scales(5, seed);
    double[] weights = new double[20];
    double[] next = new double[15];
    Random random = new Random(seed);
    Arrays.setAll(weights, i -> (2 * random.nextDouble() - 1) * scales[i % 5]);
    Arrays.setAll(next, i -> (2 * random.nextDouble() - 1) / scales[i / 3]);
    Graph graph =
        new TestGraph(seed)
            .input("x", 2, 4)
            .constant("w", numbers(new int[] {4, 5}, weights))
            .constant("b", numbers(new int[] {5}, scales))
            .constant("v", numbers(new int[] {5, 3}, next))
            .node("Gemm", "h", "x", "w", "b")
            .node("Relu", "r", "h")
            .node("LeakyRelu", "l", "h")
            .node("Gemm", "y", "r", "v")
            .node("MatMul", "z", "l", "v")
            .outputs("h", "r", "l", "y", "z");
    requireExact(graph, 1, new double[] {1, 1, 1, 1});
  }

  @Test
  void channelsOfConvolutionsAreOfUnlikeSize() throws Exception {
    double[] scales = {1, 0x1p10, 0x1p-9, 0x1p4};
    double[] kernel = new double[4 * 2 * 9];
    double[] next = new double[3 * 4 * 9];
    Random random = new Random(7);
    Arrays.setAll(kernel, i -> (2 * random.nextDouble() - 1) * scales[i / 18]);
    Arrays.setAll(next, i -> (2 * random.nextDouble() - 1) / scales[i / 9 % 4]);
    Graph graph =
        new TestGraph(7)
            .input("x", 1, 2, 6, 6)
            .constant("k", numbers(new int[] {4, 2, 3, 3}, kernel))
            .constant("n", numbers(new int[] {3, 4, 3, 3}, next))
            .node("Conv", "c", "x", "k")
            .node("Relu", "r", "c")
            .node("MaxPool", Map.of("kernel_shape", new Attribute.Integers(2, 2)), "m", "c")
            .node("GlobalAveragePool", "g", "c")
            .node("Conv", "y", "r", "n")
            .outputs("c", "r", "m", "g", "y");
    requireExact(graph, 1, new double[] {1});
  }

  @Test
  void boxesAndScoresAreJoinedAndSlicedApart() throws Exception {
    Graph graph =
        new TestGraph(8)
            .input("x", 1, 3, 4)
            .weights("w", 300, 4, 4)
            .weights("v", 1, 4, 2)
            .constant("from", TensorData.ofLongs(DataType.INT64, new int[] {1}, 4))
            .constant("to", TensorData.ofLongs(DataType.INT64, new int[] {1}, 6))
            .constant("axis", TensorData.ofLongs(DataType.INT64, new int[] {1}, 2))
            .node("MatMul", "boxes", "x", "w")
            .node("MatMul", "logits", "x", "v")
            .node("Sigmoid", "scores", "logits")
            .node("Concat", Map.of("axis", new Attribute.Integer(2)), "all", "boxes", "scores")
            .node("Slice", "best", "all", "from", "to", "axis")
            .outputs("all", "best");
    requireExact(graph, 2, new double[] {1, 1, 1, 1});
  }

  @Test
  void transposedValuesKeepTheirScales() throws Exception {
    double[] scales = {1, 0x1p9, 0x1p-8, 100};
    Graph graph =
        new TestGraph(9)
            .input("x", 1, 3, 4)
            .node("Transpose", Map.of("perm", new Attribute.Integers(0, 2, 1)), "t", "x")
            .node("Neg", "n", "t")
            .node("Abs", "z", "n")
            .outputs("t", "z");
    requireExact(graph, 1, scales);
  }

  @Test
  void sumsAndMultiplesOfSlices() throws Exception {
    double[] scales = {1, 0x1p10, 0x1p-9};
    Graph graph =
        new TestGraph(11)
            .input("x", 2, 3)
            .weights("w", 1, 3, 3)
            .constant("f", numbers(new int[] {3}, 3, 0.5, -2))
            .node("Mul", "p", "x", "f")
            .node("Add", "s", "x", "p")
            .node("Neg", "n", "x")
            .outputs("s", "n");
    requireExact(graph, 1, scales);
  }

  @Test
  void paddingWithANumberIsNotScaled() throws Exception {
    double[] scales = {1, 0x1p10, 0x1p-9};
    Graph graph =
        new TestGraph(17)
            .input("x", 2, 3)
            .constant("pads", TensorData.ofVector(1, 0, 0, 0))
            .constant("five", TensorData.ofScalar(0.005))
            .node("Pad", "p", "x", "pads", "five")
            .outputs("p");
    CompiledNetwork network =
        Compiler.compile(
            graph,
            CompileOptions.defaults(),
            Calibrator.calibrate(graph, List.of(sample(graph, 1, scales))));
    double[] padded = network.execute(sample(graph, 1, scales)).outputs().get("p").dequantised();
    for (int column = 0; column < 3; column++) {
      assertThat(padded[column]).isBetween(-0.1, 0.1);
    }
  }

  @Test
  void oneScaleATensorOnRequest() throws Exception {
    double[] scales = {1, 0x1p10};
    Graph graph = new TestGraph(13).input("x", 1, 2).node("Neg", "y", "x").outputs("y");
    List<Map<String, TensorData>> samples = List.of(sample(graph, 1, scales));
    CompileOptions options = CompileOptions.defaults().withScales(ScaleGranularity.TENSOR);
    CompiledNetwork network =
        Compiler.compile(graph, options, Calibrator.calibrate(graph, samples));
    assertThat(network.program().inputs().get(0).slices()).isNull();
    assertThat(network.program().outputs().get(0).slices()).isNull();
    CompiledNetwork sliced =
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples));
    assertThat(sliced.program().inputs().get(0).slices()).isNotNull();
    assertThat(sliced.program().outputs().get(0).slices()).isNotNull();
  }
}
