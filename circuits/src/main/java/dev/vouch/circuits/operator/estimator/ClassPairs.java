package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.score.Winner;

/** The pairs of classes i &lt; j of a support vector machine, (0, 1), (0, 2), …, (1, 2), …. */
final class ClassPairs {
  private final int classes;
  private final int vectors;
  private final int[] starts;

  /**
   * The pairs of as many classes.
   *
   * @param perClass how many support vectors each class has
   */
  ClassPairs(long... perClass) {
    classes = perClass.length;
    starts = new int[classes + 1];
    for (int i = 0; i < classes; i++) {
      starts[i + 1] = Math.toIntExact(starts[i] + perClass[i]);
      if (perClass[i] < 0) {
        throw new InvalidNodeException("a class has " + perClass[i] + " support vectors");
      }
    }
    vectors = starts[classes];
  }

  int classes() {
    return classes;
  }

  /** How many support vectors there are. */
  int vectors() {
    return vectors;
  }

  /** How many pairs there are. */
  int count() {
    return classes * (classes - 1) / 2;
  }

  /**
   * What each support vector adds to the score of each pair: nothing where it is of neither class.
   *
   * @param coefficients of shape [classes − 1, vectors]: for each vector its weights against the
   *     other classes in order
   */
  double[] weights(double... coefficients) {
    if (coefficients.length < (long) (classes - 1) * vectors) {
      throw new InvalidNodeException(
          coefficients.length
              + " coefficients for "
              + vectors
              + " vectors of "
              + classes
              + " classes");
    }
    double[] weights = new double[count() * vectors];
    int pair = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++, pair++) {
        for (int v = starts[i]; v < starts[i + 1]; v++) {
          weights[pair * vectors + v] = coefficients[(j - 1) * vectors + v];
        }
        for (int v = starts[j]; v < starts[j + 1]; v++) {
          weights[pair * vectors + v] = coefficients[i * vectors + v];
        }
      }
    }
    return weights;
  }

  /** The list, which must have a number for each pair. */
  double[] oneEach(String attribute, double... numbers) {
    if (numbers.length != count()) {
      throw new InvalidNodeException(
          numbers.length + " numbers in '" + attribute + "' for " + count() + " pairs of classes");
    }
    return numbers;
  }

  /** For each row the first class with the most votes. */
  String winner(Expansion expansion, String scores) {
    String zero = expansion.number("zero", DataType.FLOAT, 0);
    String first =
        expansion.cast("first", expansion.add("above", "Greater", scores, zero), DataType.FLOAT);
    double[] changes = new double[classes * count()];
    double[] base = new double[classes];
    int pair = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++, pair++) {
        changes[i * count() + pair] = 1;
        changes[j * count() + pair] = -1;
        base[j]++;
      }
    }
    return Winner.add(expansion, LinearScores.add(expansion, first, classes, changes, base));
  }

  /** How likely the first class of each pair is against the second one: σ(−(a · score + b)). */
  String likely(Expansion expansion, String scores, double[] a, double[] b) {
    String steep = row(expansion, "steep", oneEach("prob_a", a));
    String shift = row(expansion, "shift", oneEach("prob_b", b));
    String logit =
        expansion.add("logit", "Add", expansion.add("scaled", "Mul", scores, steep), shift);
    return expansion.add("likely", "Sigmoid", expansion.add("against", "Neg", logit));
  }

  private static String row(Expansion expansion, String part, double... numbers) {
    return expansion.add(
        part, TensorData.ofDoubles(DataType.FLOAT, new int[] {numbers.length}, numbers));
  }
}
