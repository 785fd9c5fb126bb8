package dev.vouch.circuits.importer.rewrite;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Graph;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Activations written out as products, in any order of operands and with any grouping of numbers:
 *
 * <pre>
 * Swish    x · Sigmoid(alpha·x)
 * Mish     x · Tanh(Softplus(x))
 * Gelu     x/2 · (1 + Erf(x/√2)),   x/2 · (1 + Tanh(√(2/π) · (x + 0.044715·x³)))
 * </pre>
 *
 * A product is taken as p(x) + q(x)·g with polynomials p and q and a function g of another
 * polynomial, and must have just these coefficients. Beside them the logistic function as 1/(1 +
 * e^−x).
 */
final class WrittenOutActivations {
  private static final double CUBIC = 0.044715;

  /** Operators that polynomials are made of. */
  private static final Set<String> ARITHMETIC = Set.of("Add", "Sub", "Mul", "Div", "Pow");

  private static final Set<String> GATES = Set.of("Erf", "Tanh", "Sigmoid");
  private static final int DEPTH = 5;

  /** Two relative steps of constants of that type, and more. */
  private static final double OF_FLOATS = 1e-5;

  private static final double OF_HALF_FLOATS = 1e-3;

  private final Graph graph;

  private WrittenOutActivations(Graph graph) {
    this.graph = graph;
  }

  static Graph rewritten(Graph graph) {
    WrittenOutActivations forms = new WrittenOutActivations(graph);
    GraphEdit edit = new GraphEdit(graph);
    graph
        .nodes()
        .forEach(
            node -> edit.keep(forms.logistic(node).or(() -> forms.activation(node)).orElse(node)));
    return edit.build();
  }

  /** 1/(1 + e^−x), whose exponential may be too large for any table. */
  private Optional<Node> logistic(Node node) {
    String divisor =
        isOne(node, Set.of("Reciprocal"))
            ? node.input(0)
            : isOne(node, Set.of("Div")) && isNumber(node.input(0), 1) ? node.input(1) : "";
    Node sum = graph.producer(divisor);
    if (sum == null || !isOne(sum, Set.of("Add"))) {
      return Optional.empty();
    }
    String term = isNumber(sum.input(0), 1) ? sum.input(1) : sum.input(0);
    Node exponential = graph.producer(term);
    boolean plusOne = isNumber(sum.input(term.equals(sum.input(0)) ? 1 : 0), 1);
    if (!plusOne || exponential == null || !isOne(exponential, Set.of("Exp"))) {
      return Optional.empty();
    }
    Node opposite = graph.producer(exponential.input(0));
    if (opposite == null || !isOne(opposite, Set.of("Neg", "Mul"))) {
      return Optional.empty();
    }
    String x = opposite.input(0);
    if (opposite.type().equals("Mul")) {
      x = isNumber(x, -1) ? opposite.input(1) : isNumber(opposite.input(1), -1) ? x : "";
    }
    boolean sameShape =
        graph.constant(x) == null
            && !x.isEmpty()
            && graph.info(x).equals(graph.info(node.outputs().get(0)));
    return sameShape ? Optional.of(as(node, "Sigmoid", 13, x, Map.of())) : Optional.empty();
  }

  private boolean isNumber(String value, double number) {
    TensorData constant = graph.constant(value);
    return constant != null && constant.size() == 1 && constant.doubleAt(0) == number;
  }

  private Optional<Node> activation(Node node) {
    if (!isOne(node, Set.of("Mul", "Div"))) {
      return Optional.empty();
    }
    Set<String> values = new LinkedHashSet<>();
    node.inputs().forEach(input -> collect(input, DEPTH, values));
    for (String value : values) {
      Node gate = graph.producer(value);
      if (gate != null && isOne(gate, GATES)) {
        for (String x : candidates(gate, values)) {
          Optional<Node> found = activation(node, gate, x);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The values that a value is made of by arithmetic, and itself. */
  private void collect(String value, int depth, Set<String> values) {
    if (graph.constant(value) == null && values.add(value) && depth > 0) {
      Node producer = graph.producer(value);
      if (producer != null && isOne(producer, ARITHMETIC)) {
        producer.inputs().forEach(input -> collect(input, depth - 1, values));
      }
    }
  }

  /** What the product and the argument of its gate have in common. */
  private Set<String> candidates(Node gate, Set<String> values) {
    Set<String> common = new LinkedHashSet<>();
    String argument = gate.inputs().get(0);
    collect(argument, DEPTH, common);
    Node inner = graph.producer(argument);
    if (inner != null && isOne(inner, Set.of("Softplus"))) {
      common.add(inner.inputs().get(0));
    }
    common.retainAll(values);
    return common;
  }

  private Optional<Node> activation(Node node, Node gate, String x) {
    if (!graph.info(x).equals(graph.info(node.outputs().get(0)))
        || !graph.info(x).type().isFloating()) {
      return Optional.empty();
    }
    double near = graph.info(x).type() == DataType.FLOAT16 ? OF_HALF_FLOATS : OF_FLOATS;
    String g = gate.outputs().get(0);
    Polynomial product = polynomial(node.outputs().get(0), x, g, DEPTH + 1);
    if (product == null) {
      return Optional.empty();
    }
    double[] none = Polynomial.of();
    String argument = gate.inputs().get(0);
    Polynomial inner = polynomial(argument, x, g, DEPTH);
    if (product.near(none, Polynomial.of(0, 1), near)) {
      if (gate.type().equals("Sigmoid") && inner != null) {
        double alpha = inner.plain()[1];
        return inner.near(Polynomial.of(0, alpha), none, 0)
            ? Optional.of(as(node, "Swish", 24, x, Map.of("alpha", new Attribute.Real(alpha))))
            : Optional.empty();
      }
      Node softplus = graph.producer(argument);
      boolean mish =
          gate.type().equals("Tanh")
              && softplus != null
              && isOne(softplus, Set.of("Softplus"))
              && softplus.inputs().get(0).equals(x);
      return mish ? Optional.of(as(node, "Mish", 18, x, Map.of())) : Optional.empty();
    }
    double[] half = Polynomial.of(0, 0.5);
    if (inner == null || !product.near(half, half, near)) {
      return Optional.empty();
    }
    double slope = Math.sqrt(2 / Math.PI);
    boolean exact = gate.type().equals("Erf");
    double[] wanted =
        exact ? Polynomial.of(0, Math.sqrt(0.5)) : Polynomial.of(0, slope, 0, slope * CUBIC);
    Attribute approximate = new Attribute.Text(exact ? "none" : "tanh");
    return !gate.type().equals("Sigmoid") && inner.near(wanted, none, near)
        ? Optional.of(as(node, "Gelu", 20, x, Map.of("approximate", approximate)))
        : Optional.empty();
  }

  private static Node as(
      Node node, String type, int opset, String x, Map<String, Attribute> attributes) {
    return new Node(node.name(), type, "", opset, List.of(x), node.outputs(), attributes);
  }

  /** A value as a polynomial of x and g; null if it is none. */
  private @Nullable Polynomial polynomial(String value, String x, String g, int depth) {
    if (value.equals(x)) {
      return Polynomial.X;
    } else if (value.equals(g)) {
      return Polynomial.G;
    }
    TensorData constant = graph.constant(value);
    if (constant != null) {
      return constant.size() == 1 ? Polynomial.number(constant.doubleAt(0)) : null;
    }
    Node node = graph.producer(value);
    if (node == null || depth == 0 || !isOne(node, ARITHMETIC)) {
      return null;
    }
    Polynomial left = polynomial(node.inputs().get(0), x, g, depth - 1);
    Polynomial right = polynomial(node.inputs().get(1), x, g, depth - 1);
    if (left == null || right == null) {
      return null;
    }
    double number = right.plain()[0];
    boolean ofNumber = right.near(Polynomial.of(number), Polynomial.of(), 0);
    return switch (node.type()) {
      case "Add" -> left.plus(1, right);
      case "Sub" -> left.plus(-1, right);
      case "Mul" -> left.times(right);
      case "Div" -> ofNumber ? left.times(Polynomial.number(1 / number)) : null;
      default -> ofNumber ? power(left, number) : null;
    };
  }

  private static @Nullable Polynomial power(Polynomial base, double exponent) {
    return exponent == 2 ? base.times(base) : exponent == 3 ? base.times(base).times(base) : null;
  }

  private static boolean isOne(Node node, Set<String> types) {
    return node.domain().isEmpty() && types.contains(node.type());
  }
}
