package dev.vouch.circuits.importer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.compile.TestGraph;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundingNoiseTest {
  private static double[] weights(Graph graph, int operand) {
    Node node = graph.nodes().get(0);
    return graph.constant(node.inputs().get(operand)).toDoubles();
  }

  private static TensorData weights(int[] shape, double... cells) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, cells);
  }

  @Test
  void columnsOfNoiseBecomeZero() {
    Graph graph =
        new TestGraph(1)
            .input("x", 3, 2)
            .constant("w", weights(new int[] {2, 3}, 1, 0x1p-50, 0x1p-38, -3, 0x1p-60, 0x1p-80))
            .node("MatMul", "y", "x", "w")
            .outputs("y");
    assertThat(weights(RoundingNoise.removed(graph), 1))
        .containsExactly(1, 0, 0x1p-38, -3, 0, 0x1p-80);
  }

  @Test
  void rowsOfALeftFactorAndOfATransposedOne() {
    double[] cells = {1, 2, 0x1p-50, 0x1p-45};
    Graph left =
        new TestGraph(1)
            .input("x", 2, 3)
            .constant("w", weights(new int[] {2, 2}, cells))
            .node("MatMul", "y", "w", "x")
            .outputs("y");
    assertThat(weights(RoundingNoise.removed(left), 0)).containsExactly(1, 2, 0, 0);
    Graph transposed =
        new TestGraph(1)
            .input("x", 3, 2)
            .constant("w", weights(new int[] {2, 2}, cells))
            .node("Gemm", Map.of("transB", new Attribute.Integer(1)), "y", "x", "w")
            .outputs("y");
    assertThat(weights(RoundingNoise.removed(transposed), 1)).containsExactly(1, 2, 0, 0);
  }

  @Test
  void filtersOfNoise() {
    Graph graph =
        new TestGraph(1)
            .input("x", 1, 1, 5)
            .constant("w", weights(new int[] {2, 1, 2}, 0x1p-44, -0x1p-43, 1, 0x1p-60))
            .node("Conv", "y", "x", "w")
            .outputs("y");
    assertThat(weights(RoundingNoise.removed(graph), 1)).containsExactly(0, 0, 1, 0x1p-60);
  }

  @Test
  void weightsOfOtherReadersStay() {
    Graph graph =
        new TestGraph(1)
            .input("x", 2, 2)
            .constant("w", weights(new int[] {2, 2}, 1, 0x1p-50, 1, 0x1p-50))
            .node("MatMul", "y", "x", "w")
            .node("Mul", "z", "x", "w")
            .outputs("y", "z");
    Graph removed = RoundingNoise.removed(graph);
    assertThat(weights(removed, 1)).containsExactly(1, 0, 1, 0);
    assertThat(removed.nodes().get(1).inputs()).containsExactly("x", "w");
  }
}
