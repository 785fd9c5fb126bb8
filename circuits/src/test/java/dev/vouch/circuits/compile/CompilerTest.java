package dev.vouch.circuits.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.program.Execution;
import dev.vouch.circuits.program.ProgramCodec;
import dev.vouch.circuits.quantise.Calibration;
import dev.vouch.circuits.quantise.InvalidInputException;
import dev.vouch.verifier.circuit.Tensor;
import dev.vouch.verifier.circuit.TensorKind;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.circuit.codec.CircuitCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerTest {
  private static CompiledNetwork compile(Graph graph, CompileOptions options) throws Exception {
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      samples.add(TestGraph.sample(graph, i, 1));
    }
    CompiledNetwork network =
        Compiler.compile(graph, options, Calibrator.calibrate(graph, samples));
    Compiled.requireValid(network);
    return network;
  }

  private static void requireNear(
      Graph graph, CompiledNetwork network, Map<String, TensorData> sample, double tolerance) {
    Execution execution = Compiled.requireAccepted(network, sample);
    Map<String, TensorData> expected = new FloatInterpreter(graph).run(sample);
    for (String output : graph.outputs()) {
      double[] y = execution.outputs().get(output).dequantised();
      double[] reference = expected.get(output).toDoubles();
      double largest = Arrays.stream(reference).map(Math::abs).max().orElse(0);
      for (int i = 0; i < y.length; i++) {
        assertThat(y[i]).isCloseTo(reference[i], Offset.offset(tolerance * (largest + 1e-3)));
      }
    }
  }

  private static TensorData number(double value) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[0], value);
  }

  /** A factor that only moves the scale changes how large values get all the same. */
  @ParameterizedTest(name = "factor {0}")
  @ValueSource(doubles = {0x1p-20, 0x1p-10, 0.125, 1, 4, 256, 0x1p20})
  void powersOfTwoKeepTheAccuracy(double factor) throws Exception {
    Graph graph =
        new TestGraph(4)
            .input("x", 1, 16)
            .weights("w", 0.5, 16, 8)
            .weights("v", 0.5, 8, 3)
            .constant("c", number(factor))
            .node("MatMul", "g", "x", "w")
            .node("Mul", "shown", "g", "c")
            .node("MatMul", "y", "shown", "v")
            .outputs("shown", "y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    Map<String, TensorData> sample = TestGraph.sample(graph, 3, 1);
    Execution execution = Compiled.requireAccepted(network, sample);
    Map<String, TensorData> expected = new FloatInterpreter(graph).run(sample);
    for (String output : graph.outputs()) {
      double[] reference = expected.get(output).toDoubles();
      double largest = Arrays.stream(reference).map(Math::abs).max().orElseThrow();
      assertThat(execution.outputs().get(output).dequantised())
          .containsExactly(reference, Offset.offset(2e-4 * largest));
    }
  }

  @Test
  void integersThatBecameRealNumbersAreNoLongerWhole() throws Exception {
    Graph graph =
        new TestGraph(5)
            .input("x", 6)
            .constant("c", number(0.25))
            .constant("k", number(0.3))
            .node("ArgMax", "place", "x")
            .node("Cast", Map.of("to", new Attribute.Integer(1)), "real", "place")
            .node("Mul", "quarter", "real", "c")
            .node("Add", "y", "quarter", "k")
            .outputs("quarter", "y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    for (int seed = 0; seed < 6; seed++) {
      requireNear(graph, network, TestGraph.sample(graph, seed, 1), 1e-3);
    }
  }

  /** What a cast gives are integers, whatever the scale that calibration gave to the reals. */
  @Test
  void realNumbersAreTruncatedAtEveryScale() throws Exception {
    for (double factor : new double[] {3, 0x1p14, 0x1p18}) {
      Graph graph =
          new TestGraph(6)
              .input("x", 4)
              .constant("c", number(factor))
              .node("Mul", "large", "x", "c")
              .node("Cast", Map.of("to", new Attribute.Integer(7)), "y", "large")
              .outputs("y");
      CompiledNetwork network = compile(graph, CompileOptions.defaults());
      assertThat(network.program().outputs().get(0).type()).isEqualTo(ValueType.INTEGER);
      Map<String, TensorData> sample = TestGraph.sample(graph, 3, 1);
      double[] y = Compiled.requireAccepted(network, sample).outputs().get("y").dequantised();
      for (int i = 0; i < y.length; i++) {
        double exact = sample.get("x").doubles()[i] * factor;
        assertThat(y[i]).isEqualTo(Math.rint(y[i]));
        assertThat(y[i] - exact).isBetween(-1 - factor * 0x1p-14, 1 + factor * 0x1p-14);
        assertThat(Math.abs(y[i])).isLessThanOrEqualTo(Math.abs(exact) + factor * 0x1p-14);
      }
    }
  }

  @Test
  void everyMixOfVisibilities() throws Exception {
    Graph graph = TestGraph.dense(1);
    for (int mix = 0; mix < 8; mix++) {
      Visibility[] both = Visibility.values();
      CompiledNetwork network =
          compile(graph, new CompileOptions(both[mix & 1], both[mix >> 1 & 1], both[mix >> 2]));
      requireNear(graph, network, TestGraph.sample(graph, 99, 1), 1e-3);
      List<TensorKind> kinds = network.circuit().tensors().stream().map(Tensor::kind).toList();
      assertThat(network.circuit().publicWeights()).isEqualTo((mix & 1) == 1);
      assertThat(kinds.contains(TensorKind.INPUT)).isEqualTo((mix & 2) == 0);
      assertThat(kinds.contains(TensorKind.OUTPUT)).isEqualTo((mix & 4) == 0);
    }
  }

  /** The dense layer contracts over (channel, row, column): rows come first. */
  @Test
  void axesThatLeaveColumnsEmptyAreStoredFirst() throws Exception {
    Graph graph =
        new TestGraph(4)
            .input("x", 1, 1, 7, 7)
            .weights("k", 0.5, 8, 1, 3, 3)
            .node("Conv", "c", "x", "k")
            .node("Relu", "r", "c")
            .node("Flatten", "f", "r")
            .weights("w", 0.3, 200, 40)
            .node("MatMul", "y", "f", "w")
            .outputs("y");
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    requireNear(graph, network, TestGraph.sample(graph, 99, 1), 1e-3);
    assertThat(network.circuit().tensors())
        .filteredOn(tensor -> tensor.name().equals("w"))
        .extracting(Tensor::shape)
        .containsExactly(List.of(5, 40, 8, 5));
  }

  @Test
  void deterministic() throws Exception {
    CompiledNetwork first = compile(TestGraph.dense(1), CompileOptions.defaults());
    CompiledNetwork second = compile(TestGraph.dense(1), CompileOptions.defaults());
    assertThat(CircuitCodec.encode(second.circuit()))
        .isEqualTo(CircuitCodec.encode(first.circuit()));
    assertThat(ProgramCodec.encode(second.program()))
        .isEqualTo(ProgramCodec.encode(first.program()));
  }

  @Test
  void saturatesInputsBeyondTheCalibratedRange() throws Exception {
    Graph graph = TestGraph.dense(1);
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    for (double bound : new double[] {4, 1e3, 1e30}) {
      Compiled.requireAccepted(network, TestGraph.sample(graph, 7, bound));
    }
  }

  @Test
  void allZeroInput() throws Exception {
    Graph graph = TestGraph.dense(1);
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 1, 0), 1e-3);
  }

  @Test
  void zeroWeights() throws Exception {
    Graph graph = TestGraph.oneLayer(0, 0, 0);
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 1, 1), 1e-3);
  }

  @Test
  void oneElementModel() throws Exception {
    Graph graph = new TestGraph(1).input("x").node("Relu", "y", "x").outputs("y");
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 3, 1), 1e-3);
  }

  @Test
  void axesOfLengthOne() throws Exception {
    Graph graph =
        new TestGraph(4)
            .input("x", 1, 1, 1, 3)
            .weights("w", 1, 3, 1)
            .node("MatMul", "m", "x", "w")
            .node("Relu", "y", "m")
            .outputs("y");
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 3, 1), 1e-3);
  }

  @ParameterizedTest
  @EnumSource(Visibility.class)
  void inputsAreOutputsToo(Visibility visibility) throws Exception {
    Graph graph =
        new TestGraph(1)
            .input("x", 2, 3)
            .node("Identity", "y", "x")
            .node("Relu", "z", "x")
            .outputs("y", "z", "x");
    CompileOptions options = new CompileOptions(Visibility.PRIVATE, visibility, visibility);
    requireNear(graph, compile(graph, options), TestGraph.sample(graph, 5, 1), 1e-3);
  }

  @Test
  void oneValueAsTwoOutputs() throws Exception {
    Graph graph =
        new TestGraph(1)
            .input("x", 4)
            .node("Relu", "y", "x")
            .node("Identity", "z", "y")
            .outputs("y", "z");
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 5, 1), 1e-3);
  }

  @Test
  void rescaledBiasAndConstants() throws Exception {
    Graph graph =
        new TestGraph(6)
            .input("x", 3, 4)
            .weights("b", 100, 4)
            .node("Add", "s", "x", "b")
            .constant("c", TensorData.ofScalar(-0.37))
            .node("Mul", "m", "s", "c")
            .constant("d", TensorData.ofScalar(3))
            .node("Sub", "y", "m", "d")
            .outputs("y");
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 5, 1), 1e-3);
  }

  @Test
  void reshapeWithoutCommonRefinement() throws Exception {
    Graph graph =
        new TestGraph(8)
            .input("x", 4, 6)
            .weights("w", 1, 6, 6)
            .node("MatMul", "h", "x", "w")
            .constant("shape", TensorData.ofVector(3, 8))
            .node("Reshape", "r", "h", "shape")
            .weights("v", 1, 8, 2)
            .node("MatMul", "y", "r", "v")
            .outputs("y");
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 5, 1), 1e-3);
  }

  @Test
  void productOfTwoActivations() throws Exception {
    Graph graph =
        new TestGraph(8)
            .input("x", 2, 3, 4)
            .input("z", 2, 4, 5)
            .node("MatMul", "m", "x", "z")
            .node("Transpose", Map.of("perm", new Attribute.Integers(0, 2, 1)), "t", "m")
            .node("Mul", "y", "t", "t")
            .outputs("y", "m");
    requireNear(
        graph, compile(graph, CompileOptions.defaults()), TestGraph.sample(graph, 5, 1), 1e-3);
  }

  @Test
  void namesEveryUnsupportedNode() {
    Graph graph =
        new TestGraph(1)
            .input("x", 4)
            .constant("zero", TensorData.ofScalar(0))
            .node("Mod", Map.of("fmod", new Attribute.Integer(1)), "a", "x", "zero")
            .node("Relu", "r", "a")
            .node("Relu", "s", "x")
            .node("Mod", Map.of("fmod", new Attribute.Integer(1)), "b", "s", "zero")
            .outputs("r", "b");
    assertThatThrownBy(
            () -> Compiler.compile(graph, CompileOptions.defaults(), Calibration.of(Map.of())))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("a_node")
        .hasMessageContaining("b_node")
        .hasMessageNotContaining("r_node");
  }

  @Test
  void refusesInputsThatAreNoNumbers() throws Exception {
    Graph graph = TestGraph.oneLayer(1, 1);
    CompiledNetwork network = compile(graph, CompileOptions.defaults());
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, 0, bad);
      assertThatThrownBy(() -> network.execute(Map.of("x", x)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("at [0, 1]");
    }
    assertThatThrownBy(() -> network.execute(Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing");
    TensorData wrong = TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 0, 0);
    assertThatThrownBy(() -> network.execute(Map.of("x", wrong)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("shape");
  }

  @Test
  void worksWithoutCalibrationData() throws Exception {
    Graph graph = TestGraph.dense(3);
    Calibration synthetic = Calibrator.synthetic(graph);
    assertThat(synthetic.synthetic()).isTrue();
    requireNear(
        graph,
        Compiler.compile(graph, CompileOptions.defaults(), synthetic),
        TestGraph.sample(graph, 5, 1),
        1e-3);
  }
}
