package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import org.junit.jupiter.api.Test;

/** A batch of a model that was exported with a first axis of 1. */
class BatchOfOneTest {
  private static final ImportOptions THREE = ImportOptions.defaults().withBatch(3);

  private static TensorData ramp(int... shape) {
    double[] values = new double[shape[0] * shape[1]];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 7) / 4.0 - 0.6;
    }
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static void refused(ModelBuilder model, String... why) {
    assertThatThrownBy(() -> model.graph(THREE))
        .isInstanceOf(UnsupportedModelException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(why));
  }

  @Test
  void rowsOfLayersAndReshapes() throws Exception {
    Graph graph =
        model()
            .input("x", 1, 2, 4)
            .initializer("flat", TensorData.ofVector(1, -1))
            .initializer("w", ramp(8, 6))
            .initializer("pairs", TensorData.ofVector(1, 2, 3))
            .node("Reshape", "x flat", "a")
            .node("MatMul", "a w", "b")
            .node("Reshape", "b pairs", "c")
            .node("Transpose", "c", "d", attributes("perm", 1, 0, 2))
            .node("Softmax", "d", "e", attribute("axis", 2))
            .node("Transpose", "e", "y", attributes("perm", 1, 0, 2))
            .output("y")
            .graph(THREE);
    assertThat(graph.info("x").shape()).containsExactly(3, 2, 4);
    assertThat(graph.info("y").shape()).containsExactly(3, 2, 3);
  }

  @Test
  void inputsThatAreNoRowsAreShared() throws Exception {
    Graph graph =
        model().input("x", 1, 4).input("z", 4).node("Add", "x z", "y").output("y").graph(THREE);
    assertThat(graph.info("x").shape()).containsExactly(3, 4);
    assertThat(graph.info("z").shape()).containsExactly(4);
  }

  @Test
  void whatMixesRowsIsNamed() {
    ModelBuilder sum =
        model().input("x", 1, 4).node("Relu", "x", "r").initializer("zero", ramp(1, 4));
    sum.node("Softmax", "r", "s", attribute("axis", 0)).node("Add", "s zero", "y").output("y");
    refused(sum, "Softmax", "does not treat the rows of a batch one by one");
    refused(
        model()
            .input("x", 1, 4)
            .initializer("turned", TensorData.ofVector(2, 2))
            .node("Reshape", "x turned", "y")
            .output("y"),
        "exported for one sample");
    refused(
        model()
            .input("x", 1, 4)
            .node("ReduceMean", "x", "y", attributes("axes", 0), attribute("keepdims", 1))
            .output("y"),
        "output 'y'");
  }

  @Test
  void aSymbolicFirstAxisTakesTheBatch() throws Exception {
    Graph graph =
        model()
            .input("x", DataType.FLOAT, "N", 4)
            .input("z", DataType.FLOAT, 1, 4)
            .node("Add", "x z", "y")
            .output("y")
            .graph(THREE);
    assertThat(graph.info("x").shape()).containsExactly(3, 4);
    assertThat(graph.info("z").shape()).containsExactly(1, 4);
  }
}
