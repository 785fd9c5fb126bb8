package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trees behind prepared features read the inputs, and decide as float32 arithmetic does. */
class TreesOnInputsTest {
  private static final String ML = "ai.onnx.ml";
  private static final float OFFSET = 0.1f;
  private static final float SCALE = 3.3f;

  /** Of the scaled feature: that of 0.7, in float32. */
  private static final float THRESHOLD = (0.7f - OFFSET) * SCALE;

  /** An imputer, a scaler and a concatenation with whole numbers, before a tree. */
  private static ModelBuilder pipeline() {
    return model()
        .input("a", 1, 1)
        .input("b", DataType.INT64, 1, 1)
        .call(
            ML,
            "Imputer",
            "a",
            "whole",
            attribute("imputed_value_floats", new double[] {5}),
            attribute("replaced_value_float", Double.NaN))
        .call(
            ML,
            "Scaler",
            "whole",
            "scaled",
            attribute("offset", new double[] {OFFSET}),
            attribute("scale", new double[] {SCALE}))
        .call(
            ML,
            "Scaler",
            "b",
            "counted",
            attribute("offset", new double[] {1000}),
            attribute("scale", new double[] {-0.5}))
        .node("Concat", "scaled counted", "x", attribute("axis", 1))
        .call(ML, "TreeEnsembleRegressor", "x", "y", tree())
        .output("y");
  }

  /** 100·[x0 ≤ THRESHOLD] + 10·[x1 &lt; 0.5]. */
  private static AttributeProto[] tree() {
    return new AttributeProto[] {
      attributes("nodes_treeids", 0, 0, 0, 1, 1, 1),
      attributes("nodes_nodeids", 0, 1, 2, 0, 1, 2),
      attributes("nodes_featureids", 0, 0, 0, 1, 0, 0),
      attribute("nodes_values", THRESHOLD, 0, 0, 0.5, 0, 0),
      attribute("nodes_modes", List.of("BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LT", "LEAF", "LEAF")),
      attributes("nodes_truenodeids", 1, 0, 0, 1, 0, 0),
      attributes("nodes_falsenodeids", 2, 0, 0, 2, 0, 0),
      attributes("target_treeids", 0, 0, 1, 1),
      attributes("target_nodeids", 1, 2, 1, 2),
      attributes("target_ids", 0, 0, 0, 0),
      attribute("target_weights", 100, 0, 10, 0),
      attribute("n_targets", 1)
    };
  }

  @Test
  void featuresAreComparedWhereTheyComeFrom() throws Exception {
    Graph graph = pipeline().graph();
    Node forest =
        graph.nodes().stream()
            .filter(node -> node.trees("trees") != null)
            .findFirst()
            .orElseThrow();
    assertThat(forest.inputs()).first().isEqualTo("a");
    assertThat(forest.inputs()).hasSize(2);
    assertThat(OrderedValues.of(graph)).contains("a");
  }

  @Test
  void decisionsAreThoseOfFloats() throws Exception {
    Graph graph = pipeline().graph();
    float[] numbers = {0.7f, Math.nextUp(0.7f), Math.nextDown(0.7f), -0f, Float.NaN, 1e30f};
    long[] counts = {998, 999, 1000, 1001};
    Map<String, TensorData> calibration = inputs(0.7f, 1000);
    CompiledNetwork network =
        Compiler.compilation(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(calibration)))
            .network();
    for (float a : numbers) {
      for (long b : counts) {
        float scaled = ((Float.isNaN(a) ? 5 : a) - OFFSET) * SCALE;
        float counted = (b - 1000f) * -0.5f;
        double wanted = (scaled <= THRESHOLD ? 100 : 0) + (counted < 0.5 ? 10 : 0);
        Map<String, TensorData> inputs = inputs(a, b);
        assertThat(new FloatInterpreter(graph).run(inputs).get("y").doubles())
            .as("%s, %s", a, b)
            .containsExactly(wanted);
        assertThat(Compiled.requireAccepted(network, inputs).outputs().get("y").dequantised())
            .as("%s, %s", a, b)
            .containsExactly(wanted);
      }
    }
  }

  /** Stacked models: scores of trees and sums of others side by side, of which a sum is made. */
  @Test
  void scoresBesideSumsAreOperandsOfProducts() throws Exception {
    TensorData weights = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, 0.37, -2.9);
    Graph graph =
        model()
            .input("x", 1, 2)
            .initializer("w", weights)
            .initializer("v", weights)
            .call(ML, "TreeEnsembleRegressor", "x", "scores", tree())
            .node("MatMul", "x w", "sum")
            .node("Concat", "scores sum", "both", attribute("axis", 1))
            .node("MatMul", "both v", "y")
            .output("y")
            .graph();
    Map<String, TensorData> inputs =
        Map.of("x", TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, 0.3, 0.8));
    CompiledNetwork network =
        Compiler.compilation(
                graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(inputs)))
            .network();
    double wanted = 100 * 0.37 - 2.9 * (0.3 * 0.37 - 0.8 * 2.9);
    assertThat(Compiled.requireAccepted(network, inputs).outputs().get("y").dequantised())
        .containsExactly(new double[] {wanted}, within(1e-2));
  }

  private static Map<String, TensorData> inputs(float a, long b) {
    int[] cell = {1, 1};
    return Map.of(
        "a", TensorData.ofDoubles(DataType.FLOAT, cell, a),
        "b", TensorData.ofLongs(DataType.INT64, cell, b));
  }
}
