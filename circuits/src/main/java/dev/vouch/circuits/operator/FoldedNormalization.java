package dev.vouch.circuits.operator;

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

  /** Weights whose cells fall into {@code channels} runs of equal length, one a channel. */
  Weights applyTo(Weights weights) {
    double[] scaled = weights.values().clone();
    int run = scaled.length / factors.length;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factors[i / run];
    }
    return new Weights(weights.name(), weights.lengths(), weights.labels(), scaled);
  }

  /** factor · bias + shift; without normalisation the bias as it is. */
  @Nullable Weights applyTo(
      String value, String name, @Nullable Weights bias, int[] lengths, String labels) {
    if (!changes(value)) {
      return bias;
    }
    double[] shifted = shifts.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += bias == null ? 0 : factors[i] * bias.values()[i];
    }
    return new Weights(name, lengths, labels, shifted);
  }
}
