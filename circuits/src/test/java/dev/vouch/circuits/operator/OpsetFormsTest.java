package dev.vouch.circuits.operator;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.MalformedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.circuits.onnx.proto.AttributeProto;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forms of operators that changed between opsets; the current forms are in ONNX's node tests. */
class OpsetFormsTest {
  /** Runs one node on x = 0, 1, 2, … of the given shape; further inputs are initializers. */
  private static TensorData run(
      int opset,
      String type,
      int[] shape,
      Map<String, TensorData> constants,
      AttributeProto... attributes)
      throws Exception {
    ModelBuilder model = model().opset(opset).input("x", shape).output("y");
    constants.forEach(model::initializer);
    String inputs =
        "x" + constants.keySet().stream().sorted().reduce("", (all, name) -> all + " " + name);
    Graph graph = model.node(type, inputs, "y", attributes).graph();
    return new FloatInterpreter(graph).run(Map.of("x", counting(shape))).get("y");
  }

  private static TensorData counting(int... shape) {
    int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    return TensorData.ofDoubles(
        DataType.FLOAT, shape, IntStream.range(0, size).asDoubleStream().toArray());
  }

  @Test
  void softmaxBefore13FlattensFromItsAxisOn() throws Exception {
    int[] shape = {2, 2, 2};
    double[] together = run(11, "Softmax", shape, Map.of()).doubles();
    assertThat(together[0] + together[1] + together[2] + together[3]).isCloseTo(1, within(1e-12));
    assertThat(together[3] / together[0]).isCloseTo(Math.exp(3), within(1e-9));
    double[] lastAxis = run(13, "Softmax", shape, Map.of()).doubles();
    assertThat(lastAxis[0] + lastAxis[1]).isCloseTo(1, within(1e-12));
    double[] middle = run(13, "Softmax", shape, Map.of(), attribute("axis", 1)).doubles();
    assertThat(middle[0] + middle[2]).isCloseTo(1, within(1e-12));
  }

  @Test
  void axesMoveFromAttributeToInput() throws Exception {
    TensorData axis = TensorData.ofVector(1);
    for (int opset : new int[] {11, 13}) {
      boolean input = opset == 13;
      Map<String, TensorData> inputs = input ? Map.of("axes", axis) : Map.of();
      AttributeProto[] given =
          input ? new AttributeProto[0] : new AttributeProto[] {attributes("axes", 1)};
      assertThat(run(opset, "ReduceSum", new int[] {2, 3}, inputs, given).doubles())
          .containsExactly(3, 12);
      assertThat(run(opset, "Squeeze", new int[] {2, 1, 1}, inputs, given).shape())
          .containsExactly(2, 1);
      assertThat(run(opset, "Unsqueeze", new int[] {2, 3}, inputs, given).shape())
          .containsExactly(2, 1, 3);
    }
    assertThat(run(13, "ReduceMean", new int[] {2, 3}, Map.of(), attributes("axes", 0)).doubles())
        .containsExactly(1.5, 2.5, 3.5);
    assertThat(
            run(18, "ReduceMean", new int[] {2, 3}, Map.of("axes", TensorData.ofVector(0)))
                .doubles())
        .containsExactly(1.5, 2.5, 3.5);
    assertThat(run(13, "Squeeze", new int[] {1, 2, 1}, Map.of()).shape()).containsExactly(2);
  }

  @Test
  void sliceTakesAttributesBefore10() throws Exception {
    double[] old =
        run(
                9,
                "Slice",
                new int[] {3, 3},
                Map.of(),
                attributes("axes", 1),
                attributes("starts", 1),
                attributes("ends", Long.MAX_VALUE))
            .doubles();
    assertThat(old).containsExactly(1, 2, 4, 5, 7, 8);
    Map<String, TensorData> inputs =
        Map.of(
            "a_starts",
            TensorData.ofVector(-1, 2),
            "b_ends",
            TensorData.ofVector(Long.MIN_VALUE, 0),
            "c_axes",
            TensorData.ofVector(-1, 0),
            "d_steps",
            TensorData.ofVector(-2, -1));
    TensorData backwards = run(13, "Slice", new int[] {3, 3}, inputs);
    assertThat(backwards.shape()).containsExactly(2, 2);
    assertThat(backwards.doubles()).containsExactly(8, 6, 5, 3);
  }

  @Test
  void padTakesAttributesBefore11() throws Exception {
    double[] old =
        run(2, "Pad", new int[] {2}, Map.of(), attributes("pads", 1, 2), attribute("value", 9.0))
            .doubles();
    assertThat(old).containsExactly(9, 0, 1, 9, 9);
    Map<String, TensorData> inputs =
        Map.of(
            "a_pads",
            TensorData.ofVector(1, -1),
            "b_value",
            TensorData.ofScalar(0),
            "c_axes",
            TensorData.ofVector(1));
    assertThat(run(18, "Pad", new int[] {2, 2}, inputs).doubles()).containsExactly(0, 0, 0, 2);
    AttributeProto reflect = attribute("mode", "reflect");
    assertThat(run(2, "Pad", new int[] {3}, Map.of(), attributes("pads", 3, 2), reflect).doubles())
        .containsExactly(1, 2, 1, 0, 1, 2, 1, 0);
  }

  @Test
  void clipTakesAttributesBefore11AndOneSidedInputsSince() throws Exception {
    assertThat(
            run(6, "Clip", new int[] {4}, Map.of(), attribute("min", 1.0), attribute("max", 2.0))
                .doubles())
        .containsExactly(1, 1, 2, 2);
    assertThat(run(13, "Clip", new int[] {3}, Map.of("min", TensorData.ofScalar(1))).doubles())
        .containsExactly(1, 1, 2);
    Graph onlyMax =
        model()
            .input("x", 3)
            .initializer("max", TensorData.ofScalar(1))
            .node("Clip", "x - max", "y")
            .output("y")
            .graph();
    assertThat(new FloatInterpreter(onlyMax).run(Map.of("x", counting(3))).get("y").doubles())
        .containsExactly(0, 1, 1);
  }

  @Test
  void splitLengthsMoveFromAttributeToInput() throws Exception {
    for (int opset : new int[] {11, 13}) {
      ModelBuilder model = model().opset(opset).input("x", 5).output("a").output("b");
      if (opset == 13) {
        model.initializer("s", TensorData.ofVector(1, 4)).node("Split", "x s", "a b");
      } else {
        model.node("Split", "x", "a b", attributes("split", 1, 4));
      }
      assertThat(
              new FloatInterpreter(model.graph()).run(Map.of("x", counting(5))).get("b").doubles())
          .containsExactly(1, 2, 3, 4);
    }
    ModelBuilder uneven =
        model()
            .opset(18)
            .input("x", 5)
            .node("Split", "x", "a b", attribute("num_outputs", 2))
            .output("b");
    assertThat(
            new FloatInterpreter(uneven.graph()).run(Map.of("x", counting(5))).get("b").doubles())
        .containsExactly(3, 4);
    assertThatThrownBy(model().opset(13).input("x", 5).node("Split", "x", "a b").output("b")::graph)
        .isInstanceOf(MalformedModelException.class);
  }

  @Test
  void broadcastingBefore7NeedsAnAttribute() throws Exception {
    Map<String, TensorData> vector =
        Map.of("b", TensorData.ofDoubles(DataType.FLOAT, new int[] {2}, 10, 20));
    double[] first =
        run(6, "Add", new int[] {2, 3}, vector, attribute("broadcast", 1), attribute("axis", 0))
            .doubles();
    assertThat(first).containsExactly(10, 11, 12, 23, 24, 25);
    assertThat(run(6, "Mul", new int[] {3, 2}, vector, attribute("broadcast", 1)).doubles())
        .containsExactly(0, 20, 20, 60, 40, 100);
    assertThatThrownBy(() -> run(6, "Add", new int[] {3, 2}, vector))
        .isInstanceOf(MalformedModelException.class);
  }

  @Test
  void reshapeTakesItsShapeAsAttributeBefore5AndZeroCopiesUnlessAllowed() throws Exception {
    assertThat(run(1, "Reshape", new int[] {2, 3}, Map.of(), attributes("shape", 3, -1)).shape())
        .containsExactly(3, 2);
    Map<String, TensorData> zero = Map.of("s", TensorData.ofVector(0, -1, 1));
    assertThat(run(13, "Reshape", new int[] {2, 3}, zero).shape()).containsExactly(2, 3, 1);
    Map<String, TensorData> empty = Map.of("s", TensorData.ofVector(3, 0));
    assertThat(run(14, "Reshape", new int[] {0, 3}, empty, attribute("allowzero", 1)).shape())
        .containsExactly(3, 0);
  }

  @Test
  void batchNormalizationRefusesTraining() throws Exception {
    TensorData two = TensorData.ofDoubles(DataType.FLOAT, new int[] {1}, 2);
    Map<String, TensorData> parameters = Map.of("a", two, "b", two, "c", two, "d", two);
    AttributeProto epsilon = attribute("epsilon", 2.0);
    assertThat(run(9, "BatchNormalization", new int[] {1, 1, 2}, parameters, epsilon).doubles())
        .containsExactly(0, 1);
    assertThatThrownBy(
            () ->
                run(
                    15,
                    "BatchNormalization",
                    new int[] {1, 1, 2},
                    parameters,
                    attribute("training_mode", 1)))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("inference");
  }

  @Test
  void oldCastIsUnsupported() {
    assertThatThrownBy(() -> run(5, "Cast", new int[] {2}, Map.of(), attribute("to", "FLOAT")))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("from opset 6 on");
  }
}
