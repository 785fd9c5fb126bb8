package dev.vouch.circuits.lowering.recipe;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.CompiledNetwork;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comparisons of integers of more digits than the type has that the model casts them to. */
class RoundedComparisonsTest {
  private static final long LARGE = 1L << 24;
  private static final AttributeProto TO_FLOAT = to(DataType.FLOAT);

  private static AttributeProto to(DataType type) {
    return attribute("to", type.onnxCode());
  }

  /** Of an input x that is cast to c. */
  private static ModelBuilder cast() {
    return model().input("x", DataType.INT64, 1, 2).node("Cast", "x", "c", TO_FLOAT);
  }

  private static CompiledNetwork compiled(ModelBuilder model, long magnitude) throws Exception {
    Graph graph = model.graph();
    Map<String, TensorData> sample =
        Map.of("x", TensorData.ofVector(magnitude, -magnitude).reshape(1, 2));
    return Compiler.compile(
        graph, CompileOptions.defaults(), Calibrator.calibrate(graph, List.of(sample)));
  }

  private static void refuses(ModelBuilder model, String message) throws Exception {
    compiled(model, LARGE / 4); // all integers are float32 numbers
    assertThatThrownBy(() -> compiled(model, LARGE))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void computedValuesAreNotCompared() throws Exception {
    ModelBuilder model = cast().node("Neg", "c", "n").node("Less", "c n", "y").output("y");
    refuses(model, "they cannot be compared with computed values then");
  }

  @Test
  void theyAreNoIntegersAgain() throws Exception {
    ModelBuilder model = cast().node("Cast", "c", "y", to(DataType.INT64)).output("y");
    refuses(model, "they cannot be integers again then");
  }

  @Test
  void cellsOfSeveralTypesHaveNoOneRounding() throws Exception {
    ModelBuilder model =
        cast()
            .node("Cast", "x", "d", to(DataType.DOUBLE))
            .node("Cast", "d", "e", TO_FLOAT)
            .node("Concat", "c e", "both", attribute("axis", 1))
            .initializer("t", TensorData.ofScalar(5))
            .node("Less", "both t", "y")
            .output("y");
    refuses(model, "some of them in another way than others");
  }

  /** A value that something else reads linearly is not moved off its integers. */
  @Test
  void whereLinearReadersShareTheValue() throws Exception {
    ModelBuilder model =
        cast()
            .initializer("t", TensorData.ofScalar(LARGE + 2))
            .node("Less", "c t", "below")
            .initializer("w", TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 1}, 0.5, 0.25))
            .node("MatMul", "c w", "z")
            .output("below")
            .output("z");
    CompiledNetwork network = compiled(model, LARGE);
    FloatInterpreter reference = new FloatInterpreter(model.graph());
    for (long n = LARGE - 1; n < LARGE + 5; n++) {
      Map<String, TensorData> sample = Map.of("x", TensorData.ofVector(n, n - 1).reshape(1, 2));
      assertThat(network.execute(sample).outputs().get("below").dequantised())
          .containsExactly(reference.run(sample).get("below").toDoubles());
    }
  }
}
