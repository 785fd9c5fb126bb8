package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.lowering.LinearLayer.Weights;
import dev.vouch.circuits.lowering.Lowering;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A BatchNormalization that alone reads a linear layer: its factors go into the weights, its shifts
 * into the bias.
 *
 * @param output what the normalised layer computes
 */
@SuppressWarnings("ArrayRecordComponent")
record FoldedNormalization(String output, double[] factors, double[] shifts) {
  /** The normalisation after a value, or one that changes nothing. */
  static FoldedNormalization after(String value, int channels, Lowering lowering) {
    Optional<Node> reader = lowering.onlyReader(value, "BatchNormalization");
    if (reader.isPresent()
        && BatchNormalization.isConstant(reader.get(), lowering)
        && reader.get().inputs().get(0).equals(value)) {
      Node node = reader.get();
      lowering.fuse(node);
      return new FoldedNormalization(
          node.outputs().get(0),
          BatchNormalization.factors(node, lowering),
          BatchNormalization.shifts(node, lowering));
    }
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    return new FoldedNormalization(value, ones, new double[channels]);
  }

  /** Whether there is a normalisation. */
  boolean changes(String value) {
    return !output.equals(value);
  }

  /**
   * Weights times the factors of their channels.
   *
   * @param channelLabels of neighbouring axes that together number the channels; axes of length 1
   *     may be missing
   */
  Weights applyTo(Weights weights, String channelLabels) {
    double[] scaled = weights.values().clone();
    int run = 1; // cells of one channel after another
    for (int axis = weights.labels().length() - 1; axis >= 0; axis--) {
      if (channelLabels.indexOf(weights.labels().charAt(axis)) >= 0) {
        break;
      }
      run *= weights.lengths()[axis];
    }
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factors[i / run % factors.length];
    }
    return new Weights(weights.name(), weights.lengths(), weights.labels(), scaled);
  }

  /**
   * factor · bias + shift; without normalisation the bias as it is.
   *
   * @param bias its last axes number the channels; null for none
   * @param lengths of the channels' axes
   * @param labels of the channels' axes
   */
  @Nullable Weights applyTo(
      String value, String name, @Nullable Weights bias, int[] lengths, String labels) {
    if (!changes(value)) {
      return bias;
    }
    if (bias == null) {
      return new Weights(name, lengths, labels, shifts);
    }
    double[] shifted = bias.values().clone();
    for (int i = 0; i < shifted.length; i++) {
      int channel = i % factors.length;
      shifted[i] = factors[channel] * shifted[i] + shifts[channel];
    }
    return new Weights(name, bias.lengths(), bias.labels(), shifted);
  }
}
