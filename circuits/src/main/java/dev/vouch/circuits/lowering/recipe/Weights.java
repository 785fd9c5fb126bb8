package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.quantise.WeightQuantiser;
import java.util.Arrays;

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
    return new Weights(name, Arrays.copyOf(lengths, count), kept.toString(), constant.toDoubles());
  }

  /** The same weights times a factor. */
  public Weights times(double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new Weights(name, lengths, labels, scaled);
  }

  /** The weights as integers of a scale. */
  Operand quantised(int scaleExponent) {
    return Constants.weight(name, values, lengths, labels, scaleExponent);
  }

  /** Adds the weights to a sum of scale {@code sumScale}. */
  void addTo(Einsum sum, int sumScale) {
    int scale = Constants.addendScale(WeightQuantiser.magnitude(values), sumScale);
    sum.add(Rescaling.factor(scale, sumScale), quantised(scale));
  }
}
