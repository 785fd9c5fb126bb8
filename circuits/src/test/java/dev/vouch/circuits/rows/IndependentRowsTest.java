package dev.vouch.circuits.rows;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.Calibrator;
import dev.vouch.circuits.compile.CompileOptions;
import dev.vouch.circuits.compile.Compiler;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.onnx.ModelBuilder;
import dev.vouch.verifier.independence.RowIndependence;
import dev.vouch.verifier.independence.RowIndependence.Answer;
import org.junit.jupiter.api.Test;

/** Networks of four rows at once: what their circuits say of their rows. */
class IndependentRowsTest {
  private static RowIndependence rows(ModelBuilder network) throws Exception {
    Graph graph = network.output("y").graph();
    assertThat(graph.info("y").shape()[0]).isEqualTo(4);
    return RowIndependence.of(
        Compiler.compile(graph, CompileOptions.defaults(), Calibrator.synthetic(graph)).circuit());
  }

  private static TensorData weights(int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (i * 5 % 11 - 5) / 8.0;
    }
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static void alike(ModelBuilder network) throws Exception {
    RowIndependence rows = rows(network);
    assertThat(rows.answer()).as(rows.text()).isEqualTo(Answer.INDEPENDENT);
    assertThat(rows.alike()).isTrue();
  }

  private static void mixed(String node, ModelBuilder network) throws Exception {
    RowIndependence rows = rows(network);
    assertThat(rows.answer()).isEqualTo(Answer.MIXED);
    assertThat(rows.text()).contains("meet in " + node + ".");
  }

  private static ModelBuilder table() {
    return model().input("x", 4, 6);
  }

  @Test
  void layersOfEachRow() throws Exception {
    alike(
        table()
            .initializer("w", weights(6, 3))
            .initializer("v", weights(3, 2))
            .node("MatMul", "x w", "a")
            .node("Relu", "a", "b")
            .node("MatMul", "b v", "c")
            .node("Softmax", "c", "y", attribute("axis", 1)));
    alike(
        table()
            .opset(17)
            .initializer("g", weights(6))
            .node("LayerNormalization", "x g", "y", attribute("axis", -1)));
    alike(
        model()
            .input("x", 4, 1, 5, 5)
            .initializer("w", weights(2, 1, 3, 3))
            .node("Conv", "x w", "a", attributes("pads", 1, 1, 1, 1))
            .node("MaxPool", "a", "b", attributes("kernel_shape", 2, 2))
            .node("Flatten", "b", "c")
            .initializer("v", weights(32, 3))
            .node("MatMul", "c v", "y"));
  }

  @Test
  void sequencesOfEachRow() throws Exception {
    alike(
        model()
            .input("x", 4, 3, 2)
            .node("Transpose", "x", "t", attributes("perm", 0, 2, 1))
            .node("MatMul", "x t", "s")
            .node("Softmax", "s", "p", attribute("axis", 2))
            .node("MatMul", "p x", "y"));
    alike(
        model()
            .input("x", 4, 3, 2)
            .node("Transpose", "x", "t", attributes("perm", 1, 0, 2))
            .initializer("w", weights(1, 3, 2))
            .initializer("r", weights(1, 3, 3))
            .node("RNN", "t w r", "all last", attribute("hidden_size", 3))
            .initializer("axes", TensorData.ofVector(0))
            .node("Squeeze", "last axes", "y"));
  }

  /** Computed of the row alone, but of each otherwise. */
  @Test
  void constantsOfPlaces() throws Exception {
    RowIndependence rows = rows(table().initializer("c", weights(4, 6)).node("Add", "x c", "y"));
    assertThat(rows.independent()).isTrue();
    assertThat(rows.alike()).isFalse();
  }

  @Test
  void whatMixesRowsIsNamedAfterItsNode() throws Exception {
    mixed("y", table().node("Softmax", "x", "y", attribute("axis", 0)));
    mixed(
        "m",
        table()
            .opset(17)
            .node("ReduceMean", "x", "m", attributes("axes", 0), attribute("keepdims", 1))
            .node("Sub", "x m", "y"));
    mixed(
        "y",
        table()
            .initializer("axis", TensorData.ofLongs(DataType.INT64, new int[0], 0))
            .node("CumSum", "x axis", "y"));
    mixed(
        "y",
        table().node("Transpose", "x", "t", attributes("perm", 1, 0)).node("MatMul", "x t", "y"));
    mixed(
        "y",
        table()
            .node("Transpose", "x", "t", attributes("perm", 1, 0))
            .initializer("shape", TensorData.ofVector(4, 6))
            .node("Reshape", "t shape", "y"));
    mixed("y", table().initializer("w", weights(4, 4)).node("MatMul", "w x", "y"));
  }
}
