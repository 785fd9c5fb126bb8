package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.attribute;
import static dev.vouch.circuits.onnx.ModelBuilder.attributes;
import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WrittenOutSoftmaxTest {
  private static final int[] SHAPE = {2, 3, 4};

  private static ModelBuilder exponentials(long[] ofMaximum, long... ofSum) {
    return model()
        .opset(13)
        .input("x", SHAPE)
        .initializer("axes", TensorData.ofVector(ofSum))
        .node("ReduceMax", "x", "m", attributes("axes", ofMaximum))
        .node("Sub", "x m", "d")
        .node("Exp", "d", "e");
  }

  private static Graph quotient(long[] ofMaximum, long... ofSum) throws Exception {
    return exponentials(ofMaximum, ofSum)
        .node("ReduceSum", "e axes", "s")
        .node("Div", "e s", "y")
        .output("y")
        .graph();
  }

  /** The nodes must be one Softmax of x, which gives what the formula gives. */
  private static void requireSoftmax(Graph graph, boolean... summed) {
    assertThat(graph.nodes()).extracting(Node::type).containsExactly("Softmax");
    double[] x = new Random(3).doubles(24, -2, 2).toArray();
    double[] sums = new double[24];
    for (int i = 0; i < 24; i++) {
      for (int j = 0; j < 24; j++) {
        boolean together =
            (summed[0] || i / 12 == j / 12)
                && (summed[1] || i / 4 % 3 == j / 4 % 3)
                && (summed[2] || i % 4 == j % 4);
        sums[i] += together ? Math.exp(x[j]) : 0;
      }
    }
    TensorData input = TensorData.ofDoubles(DataType.FLOAT, SHAPE, x);
    double[] y = new FloatInterpreter(graph).run(Map.of("x", input)).get("y").doubles();
    for (int i = 0; i < 24; i++) {
      assertThat(y[i]).isCloseTo(Math.exp(x[i]) / sums[i], Offset.offset(1e-12));
    }
  }

  @Test
  void alongOneAxisOrTheLastOnes() throws Exception {
    requireSoftmax(quotient(new long[] {1}, 1), false, true, false);
    requireSoftmax(quotient(new long[] {2}, -1), false, false, true);
    requireSoftmax(quotient(new long[] {0, 1, 2}, -2), false, true, false);
    requireSoftmax(quotient(new long[] {1, 2}, 2, 1), false, true, true);
    requireSoftmax(
        exponentials(new long[] {1}, 1)
            .node("ReduceSum", "e axes", "s")
            .node("Reciprocal", "s", "r")
            .node("Mul", "r e", "y")
            .output("y")
            .graph(),
        false,
        true,
        false);
    requireSoftmax(
        exponentials(new long[] {1}, 1)
            .node("ReduceSum", "e axes", "dropped", attribute("keepdims", 0))
            .node("Unsqueeze", "dropped axes", "s")
            .node("Div", "e s", "y")
            .output("y")
            .graph(),
        false,
        true,
        false);
    requireSoftmax(
        model()
            .opset(11)
            .input("x", SHAPE)
            .node("Exp", "x", "e")
            .node("ReduceSum", "e", "s", attributes("axes", 1))
            .node("Div", "e s", "y")
            .output("y")
            .graph(),
        false,
        true,
        false);
  }

  @Test
  void lookalikesStay() throws Exception {
    assertThat(quotient(new long[] {0}, 0, 1).nodes()).extracting(Node::type).contains("Div");
    assertThat(
            exponentials(new long[] {1}, 0)
                .node("ReduceSum", "e axes", "s", attribute("keepdims", 0))
                .node("Div", "e s", "y")
                .output("y")
                .graph()
                .nodes())
        .extracting(Node::type)
        .contains("Div");
    // The maximum along another axis does not cancel from what is summed, but is subtracted first.
    Graph other = quotient(new long[] {2}, 1);
    assertThat(other.nodes()).extracting(Node::type).containsExactly("ReduceMax", "Sub", "Softmax");
  }
}
