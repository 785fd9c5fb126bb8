package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.operator.Tolerance;
import java.util.Arrays;

/** How much larger the errors of a product with weights are than those of what it reads. */
final class Gain {
  private Gain() {}

  /**
   * The largest Euclidean norm of the weights of one result: independent errors of equal size grow
   * by so much.
   *
   * @param axis of the weights along which the results lie
   */
  static double of(TensorData weights, int axis) {
    double[] values = weights.toDoubles();
    int length = weights.shape()[axis];
    int inner = 1;
    for (int i = axis + 1; i < weights.rank(); i++) {
      inner *= weights.shape()[i];
    }
    double[] squares = new double[length];
    for (int i = 0; i < values.length; i++) {
      squares[i / inner % length] += values[i] * values[i];
    }
    return Math.sqrt(Arrays.stream(squares).max().orElse(0));
  }

  /** Of a sum of {@code terms} products with values of up to {@code most}. */
  static Tolerance ofProduct(Tolerance results, double most, int terms) {
    return results.dividedBy(most * Math.sqrt(terms));
  }
}
