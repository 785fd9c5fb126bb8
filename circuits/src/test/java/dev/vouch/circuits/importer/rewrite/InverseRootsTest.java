package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.FloatInterpreter;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InverseRootsTest {
  private static final double[] X = {0.25, 3, 1000, 1e-6, 2};

  private static TensorData numbers(double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, new int[] {values.length}, values);
  }

  private static ModelBuilder start() {
    return model()
        .input("x", X.length)
        .initializer("one", numbers(1))
        .initializer("half", numbers(0.5))
        .initializer("minus", numbers(-1))
        .initializer("two", numbers(2));
  }

  private static ModelBuilder step(ModelBuilder model, String step, String from, String to) {
    String[] parts = step.split(" ", -1);
    return switch (parts[0]) {
      case "Pow" -> model.node("Pow", from + " " + parts[1], to);
      case "Div" -> model.node("Div", parts[1] + " " + from, to);
      default -> model.node(parts[0], from, to);
    };
  }

  private static Graph graph(String first, String second) throws Exception {
    return step(step(start(), first, "x", "a"), second, "a", "y").output("y").graph();
  }

  private static double[] run(Graph graph) {
    return new FloatInterpreter(graph).run(Map.of("x", numbers(X))).get("y").doubles();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sqrt, Reciprocal", "Sqrt, Div one", "Sqrt, Pow minus", "Pow half, Reciprocal",
        "Pow half, Div one", "Pow half, Pow minus", "Reciprocal, Sqrt", "Div one, Sqrt",
        "Pow minus, Sqrt", "Reciprocal, Pow half", "Div one, Pow half", "Pow minus, Pow half"
      })
  void isOnePower(String steps) throws Exception {
    String[] both = steps.split(", ", -1);
    Graph graph = graph(both[0], both[1]);
    assertThat(graph.nodes()).extracting(Node::type).containsExactly("Pow");
    double[] y = run(graph);
    for (int i = 0; i < X.length; i++) {
      double expected = 1 / Math.sqrt(numbers(X).doubleAt(i));
      assertThat(y[i]).isCloseTo(expected, Offset.offset(1e-9 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sqrt, Div two",
        "Sqrt, Sqrt",
        "Reciprocal, Reciprocal",
        "Pow two, Reciprocal",
        "Pow half, Pow two",
        "Exp, Reciprocal"
      })
  void otherFunctionsStay(String steps) throws Exception {
    String[] both = steps.split(", ", -1);
    assertThat(graph(both[0], both[1]).nodes()).hasSize(2);
  }

  @Test
  void rootsThatAreReadElsewhereStay() throws Exception {
    ModelBuilder inverse = start().node("Sqrt", "x", "a").node("Reciprocal", "a", "y");
    assertThat(inverse.output("y").output("a").graph().nodes())
        .extracting(Node::type)
        .containsExactly("Sqrt", "Reciprocal");
  }

  @Test
  void quotientsByTheRootStay() throws Exception {
    Graph graph = start().node("Sqrt", "x", "a").node("Div", "x a", "y").output("y").graph();
    assertThat(graph.nodes()).extracting(Node::type).containsExactly("Sqrt", "Div");
  }
}
