package dev.vouch.circuits.lowering;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.quantise.WeightQuantiser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lowering of products of an activation with weights, plus a bias: dense layers and convolutions.
 */
public final class LinearLayer {
  private LinearLayer() {}

  /**
   * Real weights with one label an axis.
   *
   * @param name of the initializer
   * @param lengths of the axes
   * @param values row-major
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Weights(String name, int[] lengths, String labels, double[] values) {
    /**
     * A constant that broadcasts to labelled axes, without its axes of length 1; the last labels
     * belong to its last axes.
     */
    public static Weights broadcast(String name, TensorData constant, String labels) {
      StringBuilder kept = new StringBuilder();
      int[] lengths = new int[constant.rank()];
      int count = 0;
      for (int axis = 0; axis < constant.rank(); axis++) {
        if (constant.shape()[axis] != 1) {
          kept.append(labels.charAt(labels.length() - constant.rank() + axis));
          lengths[count++] = constant.shape()[axis];
        }
      }
      return new Weights(
          name, Arrays.copyOf(lengths, count), kept.toString(), constant.toDoubles());
    }

    /** The same weights times a factor. */
    public Weights times(double factor) {
      double[] scaled = values.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= factor;
      }
      return new Weights(name, lengths, labels, scaled);
    }
  }

  /**
   * Σ weights · x + bias, wide.
   *
   * @param output value of the graph that the result stands for
   * @param resultLabels labels of its axes; other labels are summed over
   */
  public static Wire lower(
      Lowering lowering,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      Weights weights,
      @Nullable Weights bias) {
    Wire input = lowering.narrow(x);
    double magnitude = WeightQuantiser.magnitude(weights.values());
    if (lowering.isInteger(output)
        && !Arrays.stream(weights.values()).allMatch(value -> value == Math.rint(value))) {
      throw new UnsupportedNodeException("a fraction of integers is not supported");
    }
    int weightScale =
        lowering.isInteger(output)
            ? 0
            : Scales.weight(magnitude, input.scaleExponent(), lowering.expectedScale(output));
    int scale = input.scaleExponent() + weightScale;
    Einsum sum = lowering.einsum(output, resultLabels);
    sum.add(
        1,
        lowering.weight(
            weights.name(), weights.values(), weights.lengths(), weights.labels(), weightScale),
        lowering.factor(input, xLabels));
    if (bias != null) {
      addConstant(lowering, sum, bias, scale);
    }
    return sum.build(scale);
  }

  /** Σ x · y + bias of two values that depend on the network's inputs, wide. */
  public static Wire product(
      Lowering lowering,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      Wire y,
      String yLabels,
      @Nullable Weights bias) {
    int scale = x.scaleExponent() + y.scaleExponent();
    Einsum sum = lowering.einsum(output, resultLabels);
    sum.add(1, lowering.factor(x, xLabels), lowering.factor(y, yLabels));
    if (bias != null) {
      addConstant(lowering, sum, bias, scale);
    }
    return sum.build(scale);
  }

  /** Adds weights to a sum of scale {@code scale}. */
  static void addConstant(Lowering lowering, Einsum sum, Weights constant, int scale) {
    int constantScale = Lowering.biasScale(WeightQuantiser.magnitude(constant.values()), scale);
    sum.add(
        Lowering.refinement(constantScale, scale),
        lowering.weight(
            constant.name(),
            constant.values(),
            constant.lengths(),
            constant.labels(),
            constantScale));
  }
}
