package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.quantise.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NaN and infinities are refused where they come from. */
class FiniteConstantsTest {
  private static TensorData vector(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {values.length}, values);
  }

  private static void requireRefused(ModelBuilder model, String... parts) {
    assertThatThrownBy(model.output("y")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void inConstants(double value) throws Exception {
    TensorData w = vector(1, value);
    requireRefused(
        model().input("x", 2).initializer("w", w).node("Mul", "x w", "y"), "Mul_0", "'w'");
    requireRefused(
        model().input("x", 2).initializer("w", w).node("Softmax", "x", "s").node("Add", "s w", "y"),
        "Add_0",
        "'w'");
    requireRefused(
        model().input("x", 2).node("LeakyRelu", "x", "y", attribute("alpha", value)),
        "LeakyRelu_0",
        "'alpha'");
    assertThat(model().input("x", 2).initializer("w", w).node("Relu", "x", "y").output("y").graph())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void masksAreBelow(double value) {
    requireRefused(
        model()
            .input("x", 2)
            .initializer("w", vector(0, value))
            .node("Add", "x w", "a")
            .node("Softmax", "a", "y"),
        "Add_0",
        "'w'");
  }

  @Test
  void infinitiesThatChangeNoExtreme() throws Exception {
    TensorData x = vector(3, -4);
    for (String operator : List.of("Max", "Min")) {
      double neutral = operator.equals("Max") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      Graph graph =
          model()
              .input("x", 2)
              .initializer("w", TensorData.ofScalar(neutral))
              .node(operator, "w x", "y")
              .output("y")
              .graph();
      assertThat(new FloatInterpreter(graph).run(Map.of("x", x)).get("y").doubles())
          .containsExactly(3, -4);
      requireRefused(
          model().input("x", 2).initializer("w", vector(0, neutral)).node(operator, "x w", "y"),
          operator + "_0",
          "'w'");
    }
  }

  @Test
  void boundsMayBeInfinite() throws Exception {
    Graph graph =
        model()
            .input("x", 2)
            .initializer("lo", TensorData.ofScalar(Double.NEGATIVE_INFINITY))
            .initializer("hi", TensorData.ofScalar(1))
            .node("Clip", "x lo hi", "y")
            .output("y")
            .graph();
    assertThat(graph.nodes()).hasSize(1);
  }

  @Test
  void whatArisesNamesNodeAndSample() throws Exception {
    Graph graph = model().input("x", 1).node("Exp", "x", "y").output("y").graph();
    assertThatThrownBy(
            () ->
                Calibrator.calibrate(
                    graph, List.of(Map.of("x", vector(1)), Map.of("x", vector(1000)))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sample 1")
        .hasMessageContaining("'y' of Exp 'Exp_0'");
    assertThatThrownBy(() -> Calibrator.calibrate(graph, List.of(Map.of("x", vector(Double.NaN)))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sample 0: input 'x' holds NaN");
  }
}
