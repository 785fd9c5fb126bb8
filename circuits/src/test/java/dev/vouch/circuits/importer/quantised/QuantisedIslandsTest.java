package dev.vouch.circuits.importer.quantised;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which real arithmetic becomes arithmetic on integers, and which must not. */
class QuantisedIslandsTest {
  private static final int[] SCALAR = {};

  private static ModelBuilder model() {
    return ModelBuilder.model()
        .input("q", DataType.UINT8, 2, 4)
        .initializer("s", TensorData.ofDoubles(DataType.FLOAT, SCALAR, 0.25))
        .initializer("z", TensorData.ofLongs(DataType.UINT8, SCALAR, 0))
        .initializer("mid", TensorData.ofLongs(DataType.UINT8, SCALAR, 100))
        .initializer("w", TensorData.ofLongs(DataType.INT8, new int[] {4, 1}, 3, -4, 5, 6))
        .initializer("wz", TensorData.ofLongs(DataType.INT8, SCALAR, 0))
        .node("DequantizeLinear", "q s z", "x")
        .node("DequantizeLinear", "w s wz", "wx");
  }

  private static List<String> types(ModelBuilder model) throws Exception {
    return model.output("y").graph().nodes().stream().map(Node::type).toList();
  }

  @Test
  void saturationIsTheRelu() throws Exception {
    assertThat(
            types(
                model()
                    .node("MatMul", "x wx", "p")
                    .node("Relu", "p", "r")
                    .node("QuantizeLinear", "r s z", "y")))
        .containsExactly("Cast", "MatMul", "Requantise", "Identity");
  }

  @Test
  void otherZeroPointsKeepAClampOfIntegers() throws Exception {
    assertThat(
            types(
                model()
                    .node("MatMul", "x wx", "p")
                    .node("Relu", "p", "r")
                    .node("QuantizeLinear", "r s mid", "y")))
        .containsExactly("Cast", "MatMul", "Requantise", "Clip");
  }

  @Test
  void cellsMoveAsIntegers() throws Exception {
    ModelBuilder same = model().node("Transpose", "x", "t").node("QuantizeLinear", "t s z", "y");
    assertThat(types(same)).containsExactly("Transpose");
    ModelBuilder other = model().node("Transpose", "x", "t").node("QuantizeLinear", "t s mid", "y");
    assertThat(types(other)).containsExactly("IntegerTable", "Transpose");
  }

  @Test
  void functionsAreTables() throws Exception {
    assertThat(types(model().node("Tanh", "x", "t").node("QuantizeLinear", "t s z", "y")))
        .containsExactly("IntegerTable");
    assertThat(types(model().node("QuantizeLinear", "x s mid", "y")))
        .containsExactly("IntegerTable");
  }

  /** Its numbers are asked for, so that they are computed as real numbers. */
  @Test
  void whatOthersReadStaysReal() throws Exception {
    assertThat(
            types(
                model()
                    .output("p")
                    .node("MatMul", "x wx", "p")
                    .node("QuantizeLinear", "p s z", "y")))
        .contains("MatMul", "QuantizeLinear")
        .doesNotContain("Requantise");
  }

  /** A bias on a scale of its own is no integer beside the products. */
  @Test
  void biasesOnOtherScalesStayReal() throws Exception {
    for (double scale : new double[] {0.0625, 0.06}) {
      List<String> types =
          types(
              model()
                  .initializer("b", TensorData.ofLongs(DataType.INT32, new int[] {1}, 7))
                  .initializer("bs", TensorData.ofDoubles(DataType.FLOAT, SCALAR, scale))
                  .node("DequantizeLinear", "b bs", "bx")
                  .node("Gemm", "x wx bx", "p")
                  .node("QuantizeLinear", "p s z", "y"));
      assertThat(types.contains("Requantise")).as("scale %s", scale).isEqualTo(scale == 0.0625);
    }
  }

  /** The table of a form that says in attributes what later ones have as inputs. */
  @Test
  void oldFormsAreTablesOfWhatTheySay() throws Exception {
    Graph graph =
        model()
            .opset(10)
            .node("Clip", "x", "c", attribute("min", 1.0), attribute("max", 2.0))
            .node("QuantizeLinear", "c s z", "y")
            .output("y")
            .graph();
    TensorData q = TensorData.ofLongs(DataType.UINT8, new int[] {2, 4}, 0, 3, 4, 5, 7, 8, 9, 255);
    assertThat(new FloatInterpreter(graph).run(Map.of("q", q)).get("y").longs())
        .containsExactly(4, 4, 4, 5, 7, 8, 8, 8);
  }
}
