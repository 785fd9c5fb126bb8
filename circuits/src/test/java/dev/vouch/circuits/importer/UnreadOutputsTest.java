package dev.vouch.circuits.importer;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.compile.SupportCheck;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An output that nothing reads keeps no model from being compiled. */
class UnreadOutputsTest {
  private static ModelBuilder pool() {
    return model()
        .input("x", 1, 1, 4, 4)
        .node("MaxPool", "x", "y indices", attributes("kernel_shape", 2, 2))
        .output("y");
  }

  @Test
  void indicesOfAPoolingAndAMaskAreReadOrNot() throws Exception {
    SupportCheck.require(pool().graph());
    SupportCheck.require(pool().output("indices").graph());
    SupportCheck.require(
        model().input("x", 1, 4).node("Dropout", "x", "y mask").output("y").graph());
    SupportCheck.require(
        model().input("x", 1, 4).node("Dropout", "x", "y mask").output("mask").graph());
  }

  @Test
  void partsOfASplitKeepTheirPlaces() throws Exception {
    Graph graph =
        model()
            .opset(18)
            .input("x", 6)
            .node("Split", "x", "a b c", attribute("axis", 0), attribute("num_outputs", 3))
            .node("Relu", "b", "y")
            .output("y")
            .graph();
    SupportCheck.require(graph);
    TensorData x = TensorData.ofDoubles(DataType.FLOAT, new int[] {6}, 1, 2, 3, 4, 5, 6);
    assertThat(new FloatInterpreter(graph).run(Map.of("x", x)).get("y").doubles())
        .containsExactly(3, 4);
  }

  @Test
  void moreOutputsThanAnOperatorHas() throws Exception {
    ModelBuilder relu = model().input("x", 4).node("Relu", "x", "y more").output("y");
    SupportCheck.require(relu.graph());
    assertThatThrownBy(relu.output("more")::graph)
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("it has 2 outputs; supported are 1");
  }
}
