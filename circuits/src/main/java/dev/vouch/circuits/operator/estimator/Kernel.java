package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expansion;
import java.util.Arrays;

/**
 * How alike a row of features x and a support vector v are:
 *
 * <pre>
 * LINEAR   x·v
 * POLY     (gamma·x·v + coef0)^degree
 * RBF      exp(−gamma·Σ(x − v)²)
 * SIGMOID  tanh(gamma·x·v + coef0)
 * </pre>
 */
record Kernel(Type type, double gamma, double coef0, double degree) {
  enum Type {
    LINEAR,
    POLY,
    RBF,
    SIGMOID
  }

  /** The kernel that a node names. */
  static Kernel of(Node node) {
    String name = node.text("kernel_type", "LINEAR");
    double[] parameters = node.reals("kernel_params");
    double[] given = parameters == null ? new double[3] : parameters;
    if (given.length != 3) {
      throw new InvalidNodeException(
          given.length + " numbers in 'kernel_params', not gamma, coef0 and degree");
    }
    for (Type type : Type.values()) {
      if (type.name().equals(name)) {
        return new Kernel(type, given[0], given[1], given[2]);
      }
    }
    throw new InvalidNodeException("unknown kernel " + name);
  }

  /**
   * Adds the likeness of each row to each support vector, of shape [rows, vectors].
   *
   * @param vectors the features of each support vector, one after another
   */
  String of(Expansion expansion, String x, int count, double[] vectors) {
    return switch (type) {
      case LINEAR -> LinearScores.add(expansion, x, count, vectors, null);
      case POLY -> power(expansion, product(expansion, x, count, vectors));
      case SIGMOID -> expansion.add("kernel", "Tanh", product(expansion, x, count, vectors));
      case RBF -> radial(expansion, x, count, vectors);
    };
  }

  /** gamma·x·v + coef0. */
  private String product(Expansion expansion, String x, int count, double[] vectors) {
    return LinearScores.add(
        expansion, x, count, times(gamma, vectors), coef0 == 0 ? null : repeated(coef0, count));
  }

  private String power(Expansion expansion, String base) {
    return expansion.add("kernel", "Pow", base, expansion.number("degree", DataType.FLOAT, degree));
  }

  /** Σ(x − v)² = Σx² − 2·x·v + Σv², all of it times gamma. */
  private String radial(Expansion expansion, String x, int count, double[] vectors) {
    int features = vectors.length / count;
    double[] squares = new double[count];
    for (int i = 0; i < vectors.length; i++) {
      squares[i / features] -= gamma * vectors[i] * vectors[i];
    }
    String mixed = LinearScores.add(expansion, x, count, times(2 * gamma, vectors), squares);
    String own =
        expansion.add(
            "own", "ReduceSumSquare", x, expansion.add("features", TensorData.ofVector(1)));
    String scaled =
        expansion.add("scaled", "Mul", own, expansion.number("gamma", DataType.FLOAT, gamma));
    return expansion.add("kernel", "Exp", expansion.add("exponent", "Sub", mixed, scaled));
  }

  private static double[] times(double factor, double[] numbers) {
    double[] products = new double[numbers.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = factor * numbers[i];
    }
    return products;
  }

  private static double[] repeated(double number, int count) {
    double[] numbers = new double[count];
    Arrays.fill(numbers, number);
    return numbers;
  }
}
