package dev.vouch.circuits.importer;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.graph.UnsupportedModelException.Problem;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Finds NaN and infinities among the constants that a network computes with. Masks before a Softmax
 * and padding before MaxPool are none any more by then; an infinite bound of Clip is no bound.
 */
final class FiniteConstants {
  private FiniteConstants() {}

  /** Every node that reads such a constant. */
  static List<Problem> problems(Graph graph) {
    List<Problem> problems = new ArrayList<>();
    for (Node node : graph.nodes()) {
      for (String input : node.inputs()) {
        TensorData constant = graph.constant(input);
        if (constant != null && constant.isFloating()) {
          add(problems, node, "its constant '" + input + "'", constant.doubles());
        }
      }
      for (Map.Entry<String, Attribute> attribute : node.attributes().entrySet()) {
        add(problems, node, "its attribute '" + attribute.getKey() + "'", reals(attribute));
      }
    }
    return problems;
  }

  private static double[] reals(Map.Entry<String, Attribute> attribute) {
    Attribute value = attribute.getValue();
    if (value instanceof Attribute.Real real) {
      return new double[] {real.value()};
    }
    return value instanceof Attribute.Reals reals ? reals.values() : new double[0];
  }

  private static void add(List<Problem> problems, Node node, String what, double... values) {
    boolean bound = node.type().equals("Clip");
    if (bound ? Arrays.stream(values).anyMatch(Double::isNaN) : !finite(values)) {
      problems.add(Problem.ofNode(node, what + " holds NaN or infinity" + remedy(node, values)));
    }
  }

  private static String remedy(Node node, double... values) {
    boolean masks = Arrays.stream(values).noneMatch(v -> v > Double.MAX_VALUE || Double.isNaN(v));
    return masks && node.type().equals("Pad")
        ? "; padding of −∞ is supported where only MaxPool reads it, each window of which must hold a value"
        : masks
            ? "; −∞ is supported as a mask before Softmax and as padding before MaxPool"
            : "; train or export the model anew";
  }

  private static boolean finite(double... values) {
    return DoubleStream.of(values).allMatch(Double::isFinite);
  }
}
