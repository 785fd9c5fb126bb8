package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weighted sums of features. */
final class LinearScores {
  private LinearScores() {}

  /**
   * x · Wᵀ + b, of shape [rows, targets].
   *
   * @param x FLOAT of shape [rows, features]
   * @param weights W, the features of each target one after another
   * @param shifts b, one number for each target; null for none
   * @throws InvalidNodeException if there is not one weight for each feature and target
   */
  static String add(
      Expansion expansion, String x, int targets, double[] weights, double @Nullable [] shifts) {
    int features = expansion.info(x).shape()[1];
    if (targets < 1 || weights.length != (long) targets * features) {
      throw new InvalidNodeException(
          weights.length
              + " coefficients for "
              + targets
              + " targets of "
              + features
              + " features");
    }
    List<String> operands =
        new ArrayList<>(
            List.of(
                x,
                expansion.add(
                    "weights",
                    TensorData.ofDoubles(DataType.FLOAT, new int[] {targets, features}, weights))));
    if (shifts != null) {
      operands.add(
          expansion.add(
              "shifts", TensorData.ofDoubles(DataType.FLOAT, new int[] {targets}, shifts)));
    }
    return expansion.add("scores", "Gemm", operands, Map.of("transB", new Attribute.Integer(1)));
  }
}
