package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes and values of inputs that a user gives. */
class GivenShapesTest {
  private static ImportOptions shape(String input, Integer... lengths) {
    return ImportOptions.defaults().withShapes(Map.of(input, List.of(lengths)));
  }

  private static ImportOptions fixed(String input, TensorData value) {
    return ImportOptions.defaults().withFixed(Map.of(input, value));
  }

  /** Adds x and z, of these lengths. */
  private static ModelBuilder sum(Object[] x, Object... z) {
    return model()
        .input("x", DataType.FLOAT, x)
        .input("z", DataType.FLOAT, z)
        .node("Add", "x z", "y")
        .output("y");
  }

  private static ModelBuilder relu(Object... lengths) {
    return model().input("x", DataType.FLOAT, lengths).node("Relu", "x", "y").output("y");
  }

  private static void refused(ModelBuilder model, ImportOptions options, String why) {
    assertThatThrownBy(() -> model.graph(options))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining(why);
  }

  @Test
  void axesWithoutNames() throws Exception {
    assertThat(relu(null, null).graph(shape("x", 2, 5)).info("y").shape()).containsExactly(2, 5);
    assertThat(relu("?", 3, "?", "?").graph(shape("x", 1, 3, 48, 192)).info("y").shape())
        .containsExactly(1, 3, 48, 192);
    refused(relu(null, 3, null), ImportOptions.defaults(), "--shape x=N,3,N");
    refused(relu("?", 3, "?"), ImportOptions.defaults(), "--shape x=N,3,N");
  }

  @Test
  void axesWithNamesLendThemTheirLengths() throws Exception {
    Graph graph = sum(new Object[] {"N", "T"}, "N", "T").graph(shape("x", 4, 7));
    assertThat(graph.info("z").shape()).containsExactly(4, 7);
  }

  @Test
  void shapesThatDoNotFit() {
    refused(relu("N", 3), shape("x", 2, 4), "declares [N, 3]");
    refused(relu("N", 3), shape("x", 2), "declares [N, 3]");
    refused(relu("N", 3), shape("q", 2, 3), "no input has that name; they are [x]");
    refused(relu("N", "N"), shape("x", 2, 3), "lengths 2 and 3 are given");
    assertThatThrownBy(() -> shape("x", 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFixedInputIsAConstant() throws Exception {
    ModelBuilder model = sum(new Object[] {1, 2}, 1, 2);
    Graph ofNumber = model.graph(fixed("z", TensorData.ofVector(3).reshape()));
    assertThat(ofNumber.inputs()).containsExactly("x");
    TensorData tensor = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, 3, 4);
    Graph ofTensor = model.graph(fixed("z", tensor));
    TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {1, 2}, 1, 2);
    assertThat(new FloatInterpreter(ofNumber).run(Map.of("x", x)).get("y").doubles())
        .containsExactly(4, 5);
    assertThat(new FloatInterpreter(ofTensor).run(Map.of("x", x)).get("y").doubles())
        .containsExactly(4, 6);
  }

  @Test
  void aFixedTensorTellsItsShape() throws Exception {
    TensorData tensor = TensorData.ofDoubles(DataType.FLOAT, new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
    Graph graph = sum(new Object[] {"N", "T"}, "N", "T").graph(fixed("z", tensor));
    assertThat(graph.info("x").shape()).containsExactly(2, 3);
  }

  @Test
  void fixedValuesThatDoNotFit() {
    TensorData three = TensorData.ofDoubles(DataType.FLOAT, new int[] {3}, 1, 2, 3);
    refused(sum(new Object[] {1, 2}, 1, 2), fixed("z", three), "fixed input 'z'");
    refused(sum(new Object[] {1, 2}, 1, 2), fixed("q", three), "the model's inputs are [x, z]");
    ModelBuilder integers =
        model()
            .input("x", DataType.INT32, 1)
            .input("z", DataType.INT32, 1)
            .node("Add", "x z", "y")
            .output("y");
    TensorData half = TensorData.ofScalar(0.5);
    refused(integers, fixed("z", half), "needs values of int32");
  }
}
