package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiled;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.OrderedValues;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import dev.vouch.circuits.program.UndefinedResultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Inputs that are compared and computed with: decisions are exact, the rest has its usual digits.
 */
class PlacedInputsTest {
  private static final String ML = "ai.onnx.ml";

  /** Beside columns that reach 1000, whose steps are far larger than float32's at 0.7. */
  private static final float THRESHOLD = 0.7f;

  private static final float[] AT_THRESHOLD = {
    THRESHOLD, Math.nextUp(THRESHOLD), Math.nextDown(THRESHOLD), 0f, -0f, Float.MIN_VALUE, 0.69f
  };

  /** 100·[column 0 of its operand ≤ threshold]. */
  private static AttributeProto[] tree(double threshold) {
    return new AttributeProto[] {
      attributes("nodes_treeids", 0, 0, 0),
      attributes("nodes_nodeids", 0, 1, 2),
      attributes("nodes_featureids", 0, 0, 0),
      attribute("nodes_values", threshold, 0, 0),
      attribute("nodes_modes", List.of("BRANCH_LEQ", "LEAF", "LEAF")),
      attributes("nodes_truenodeids", 1, 0, 0),
      attributes("nodes_falsenodeids", 2, 0, 0),
      attributes("target_treeids", 0, 0),
      attributes("target_nodeids", 1, 2),
      attributes("target_ids", 0, 0),
      attribute("target_weights", 100, 0),
      attribute("n_targets", 1)
    };
  }

  private static TensorData row(DataType type, double... cells) {
    return TensorData.ofDoubles(type, new int[] {1, cells.length}, cells);
  }

  private static CompiledNetwork compiled(Graph graph, DataType type) throws Exception {
    Random random = new Random(2);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] cells = {random.nextDouble(), 1000 * random.nextDouble(), random.nextGaussian()};
      for (int j = 0; j < cells.length; j++) {
        cells[j] = type.round(cells[j]);
      }
      samples.add(Map.of("x", row(type, cells)));
    }
    return Compiler.compilation(
            graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples))
        .network();
  }

  /** Trees, and a layer and a function of the same columns, in another order. */
  private static ModelBuilder mixed(DataType type) {
    return model()
        .input("x", type, 1, 3)
        .initializer("w", TensorData.ofDoubles(type, new int[] {3, 1}, 1, 0.001, -0.5))
        .initializer("order", TensorData.ofVector(2, 0))
        .call(ML, "TreeEnsembleRegressor", "x", "score", tree(THRESHOLD))
        .node("MatMul", "x w", "sum")
        .node("Gather", "x order", "some", attribute("axis", 1))
        .node("Tanh", "some", "squeezed")
        .output("score")
        .output("sum")
        .output("squeezed");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void treesDecideExactlyBesideOtherReaders(DataType type) throws Exception {
    Graph graph = mixed(type).graph();
    assertThat(OrderedValues.of(graph)).containsExactly("x");
    CompiledNetwork network = compiled(graph, type);
    for (float a : AT_THRESHOLD) {
      Map<String, TensorData> inputs = Map.of("x", row(type, a, 900, -1.5));
      var outputs = Compiled.requireAccepted(network, inputs).outputs();
      assertThat(outputs.get("score").dequantised())
          .as("%s", a)
          .containsExactly(a <= THRESHOLD ? 100 : 0);
      assertThat(outputs.get("sum").dequantised())
          .containsExactly(new double[] {a + 0.9 + 0.75}, within(2e-3));
      assertThat(outputs.get("squeezed").dequantised())
          .containsExactly(new double[] {Math.tanh(-1.5), Math.tanh(a)}, within(2e-3));
    }
  }

  @Test
  void numbersThatAreComputedWithAreFinite() throws Exception {
    CompiledNetwork network = compiled(mixed(DataType.FLOAT).graph(), DataType.FLOAT);
    for (double special :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Map<String, TensorData> inputs = Map.of("x", row(DataType.FLOAT, 0, special, 0));
      assertThatThrownBy(() -> network.execute(inputs))
          .isInstanceOf(UndefinedResultException.class);
    }
  }

  @Test
  void comparisonsWithConstantsDecideExactlyBesideOtherReaders() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 3)
            .initializer("t", row(DataType.FLOAT, THRESHOLD, 500, 0))
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 1}, 1, 0.001, 1))
            .node("Less", "x t", "less")
            .node("MatMul", "x w", "sum")
            .output("less")
            .output("sum")
            .graph();
    assertThat(OrderedValues.of(graph)).containsExactly("x");
    CompiledNetwork network = compiled(graph, DataType.FLOAT);
    for (float a : AT_THRESHOLD) {
      Map<String, TensorData> inputs = Map.of("x", row(DataType.FLOAT, a, 500, -Float.MIN_VALUE));
      assertThat(Compiled.requireAccepted(network, inputs).outputs().get("less").integers())
          .as("%s", a)
          .containsExactly(a < THRESHOLD ? 1 : 0, 0, 1);
    }
  }

  @Test
  void whatMovesCellsIsThereForPlacesAndForNumbers() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 3)
            .initializer("t", row(DataType.FLOAT, THRESHOLD))
            .initializer("first", TensorData.ofVector(0))
            .node("Gather", "x first", "column", attribute("axis", 1))
            .node("Greater", "column t", "above")
            .node("Exp", "column", "power")
            .output("above")
            .output("power")
            .graph();
    assertThat(graph.nodes())
        .extracting("type")
        .containsExactlyInAnyOrder("PlacedNumbers", "Gather", "Gather", "Greater", "Exp");
    CompiledNetwork network = compiled(graph, DataType.FLOAT);
    for (float a : AT_THRESHOLD) {
      Map<String, TensorData> inputs = Map.of("x", row(DataType.FLOAT, a, 1, 1));
      var outputs = Compiled.requireAccepted(network, inputs).outputs();
      assertThat(outputs.get("above").integers()).containsExactly(a > THRESHOLD ? 1 : 0);
      assertThat(outputs.get("power").dequantised())
          .containsExactly(new double[] {Math.exp(a)}, within(1e-3));
    }
  }

  /** Years, of which 16 bits would leave steps of 2^-4: the offset is taken off first. */
  @Test
  void columnsWithLargeOffsetsKeepTheirDigits() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 2)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, 1, 1))
            .initializer("middle", row(DataType.FLOAT, 2000, 0))
            .call(ML, "TreeEnsembleRegressor", "x", "score", tree(2001))
            .node("Sub", "x middle", "centred")
            .node("MatMul", "centred w", "sum")
            .output("score")
            .output("sum")
            .graph();
    Random random = new Random(3);
    List<Map<String, TensorData>> samples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      float year = (float) (2000 + random.nextGaussian());
      samples.add(Map.of("x", row(DataType.FLOAT, year, (float) random.nextGaussian())));
    }
    CompiledNetwork network =
        Compiler.compilation(graph, CompileOptions.defaults(), Calibrator.calibrate(graph, samples))
            .network();
    for (Map<String, TensorData> sample : samples) {
      double[] x = sample.get("x").doubles();
      var outputs = Compiled.requireAccepted(network, sample).outputs();
      assertThat(outputs.get("score").dequantised()).containsExactly(x[0] <= 2001 ? 100 : 0);
      assertThat(outputs.get("sum").dequantised())
          .containsExactly(new double[] {x[0] - 2000 + x[1]}, within(1e-3));
    }
  }

  /** One model's result is the next one's feature, as in stacks: of steps finer than 16 bits. */
  @Test
  void computedFeaturesAreComparedInFineSteps() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 3)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 1}, 0, 1, 0))
            .node("MatMul", "x w", "feature")
            .call(ML, "TreeEnsembleRegressor", "feature", "score", tree(500.5))
            .output("score")
            .graph();
    CompiledNetwork network = compiled(graph, DataType.FLOAT);
    for (double x : new double[] {500.4999, 500.5001}) { // 16 bits have steps of 2^-5 here
      Map<String, TensorData> inputs = Map.of("x", row(DataType.FLOAT, 0, x, 0));
      assertThat(Compiled.requireAccepted(network, inputs).outputs().get("score").dequantised())
          .as("%s", x)
          .containsExactly(x < 500.5 ? 100 : 0);
    }
  }

  @Test
  void inputsThatNothingDecidesOnStayNumbers() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 3)
            .input("y", DataType.FLOAT, 1, 3)
            .node("Less", "x y", "less") // of two inputs neither is a constant
            .output("less")
            .graph();
    assertThat(OrderedValues.of(graph)).isEmpty();
    assertThat(graph.nodes()).extracting("type").containsExactly("Less");
  }

  /** Codes of categories that are floating-point numbers beside measured ones: 3 − 2^-22 is a 2. */
  @Test
  void wholePartsOfInputsAreThoseOfTheNumbers() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 3)
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 1}, 1, 0.001, 1))
            .node("Cast", "x", "code", attribute("to", DataType.INT64.onnxCode()))
            .node("Floor", "x", "whole")
            .node("MatMul", "x w", "sum")
            .output("code")
            .output("whole")
            .output("sum")
            .graph();
    CompiledNetwork network = compiled(graph, DataType.FLOAT);
    for (double a : new double[] {1, Math.nextDown(1f), Math.nextUp(1f), -0.0, 0.99}) {
      Map<String, TensorData> inputs =
          Map.of("x", row(DataType.FLOAT, a, Math.nextDown(500f), -Math.nextDown(1f)));
      var outputs = Compiled.requireAccepted(network, inputs).outputs();
      assertThat(outputs.get("code").integers()).containsExactly((long) a, 499, 0);
      assertThat(outputs.get("whole").dequantised()).containsExactly(Math.floor(a) + 0.0, 499, -1);
    }
  }

  @Test
  void imagesAreNotTakenApartForComparisons() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, 1, 1, 65, 64)
            .initializer("t", TensorData.ofDoubles(DataType.FLOAT, new int[] {}, 0.5))
            .node("Greater", "x t", "mask")
            .node("Exp", "x", "power")
            .output("mask")
            .output("power")
            .graph();
    assertThat(OrderedValues.of(graph)).isEmpty();
  }
}
