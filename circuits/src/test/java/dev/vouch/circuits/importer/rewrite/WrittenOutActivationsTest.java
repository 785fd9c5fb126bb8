package dev.vouch.circuits.importer.rewrite;

import static dev.vouch.circuits.onnx.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.onnx.ModelBuilder;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WrittenOutActivationsTest {
  /** Nodes as "Type inputs output", from x to y; numbers stand for themselves. */
  private static Graph graph(String... nodes) throws Exception {
    ModelBuilder model = model().opset(17).input("x", 2, 3);
    for (String word : new TreeSet<>(List.of(String.join(" ", nodes).split(" ")))) {
      if (word.matches("-?[0-9.]+")) {
        model.initializer(word, TensorData.ofScalar(Double.parseDouble(word)));
      }
    }
    for (String node : nodes) {
      int type = node.indexOf(' ');
      int output = node.lastIndexOf(' ');
      String name = node.substring(0, type);
      model.node(name, node.substring(type + 1, output), node.substring(output + 1));
    }
    return model.output("y").graph();
  }

  private static void require(String type, String... nodes) throws Exception {
    assertThat(graph(nodes).nodes())
        .as(List.of(nodes).toString())
        .extracting(Node::type)
        .containsExactly(type);
  }

  private static void requireNone(String... nodes) throws Exception {
    assertThat(graph(nodes).nodes()).extracting(Node::type).doesNotContain("Gelu", "Swish", "Mish");
  }

  private static void requireNoSigmoid(String... nodes) throws Exception {
    assertThat(graph(nodes).nodes()).extracting(Node::type).doesNotContain("Sigmoid");
  }

  @Test
  void swishAndMish() throws Exception {
    require("Swish", "Sigmoid x s", "Mul s x y");
    require("Swish", "Mul x 1.702 a", "Sigmoid a s", "Mul x s y");
    require("Mish", "Softplus x p", "Tanh p t", "Mul x t y");
  }

  @Test
  void logistic() throws Exception {
    require("Sigmoid", "Neg x n", "Exp n e", "Add e 1 s", "Reciprocal s y");
    require("Sigmoid", "Mul x -1 n", "Exp n e", "Add 1 e s", "Div 1 s y");
    require("Sigmoid", "Mul -1 x n", "Exp n e", "Add e 1 s", "Reciprocal s y");
    requireNoSigmoid("Exp x e", "Add e 1 s", "Reciprocal s y");
    requireNoSigmoid("Mul x -2 n", "Exp n e", "Add e 1 s", "Reciprocal s y");
    requireNoSigmoid("Neg x n", "Exp n e", "Add e 2 s", "Reciprocal s y");
    requireNoSigmoid("Neg x n", "Exp n e", "Add e 1 s", "Div 2 s y");
  }

  @Test
  void geluByTheErrorFunction() throws Exception {
    String erf = "Erf d e";
    require("Gelu", "Div x 1.4142135 d", erf, "Add e 1 a", "Mul x a m", "Mul m 0.5 y");
    require("Gelu", "Mul x 0.70710677 d", erf, "Add 1 e a", "Mul x 0.5 h", "Mul h a y");
    require("Gelu", "Div x 1.4142135 d", erf, "Add e 1 a", "Mul 0.5 a h", "Mul h x y");
    require("Gelu", "Div x 1.4142135 d", erf, "Add e 1 a", "Mul a x m", "Div m 2 y");
  }

  @Test
  void geluByTheHyperbolicTangent() throws Exception {
    String[] end = {"Mul s 0.7978845608 u", "Tanh u t", "Add t 1 a", "Mul x 0.5 h", "Mul h a y"};
    require("Gelu", after(end, "Pow x 3 c", "Mul c 0.044715 k", "Add x k s"));
    require("Gelu", after(end, "Mul x x q", "Mul q x c", "Mul 0.044715 c k", "Add k x s"));
    require("Gelu", after(end, "Mul x x q", "Mul q 0.044715 k", "Add k 1 f", "Mul x f s"));
    requireNone(after(end, "Pow x 3 c", "Mul c 0.0447 k", "Add x k s"));
    requireNone(after(end, "Pow x 2 c", "Mul c 0.044715 k", "Add x k s"));
  }

  private static String[] after(String[] end, String... begin) {
    String[] all = new String[begin.length + end.length];
    System.arraycopy(begin, 0, all, 0, begin.length);
    System.arraycopy(end, 0, all, begin.length, end.length);
    return all;
  }

  @Test
  void lookalikesStay() throws Exception {
    requireNone("Relu x r", "Sigmoid r s", "Mul s x y");
    requireNone("Add x 1 b", "Sigmoid b s", "Mul s x y");
    requireNone("Div x 1.5 d", "Erf d e", "Add e 1 a", "Mul x a m", "Mul m 0.5 y");
    requireNone("Div x 1.4142135 d", "Erf d e", "Add e 1 a", "Mul x a m", "Mul m 0.6 y");
    requireNone("Div x 1.4142135 d", "Erf d e", "Add e 0.9 a", "Mul x a m", "Mul m 0.5 y");
    requireNone("Tanh x t", "Mul x t y");
  }
}
