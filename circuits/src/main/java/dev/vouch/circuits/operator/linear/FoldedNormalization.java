package dev.vouch.circuits.operator.linear;

import dev.vouch.circuits.lowering.ChannelAffine;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.Weights;
import dev.vouch.circuits.node.Node;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An affine function of the channels that alone reads a linear layer, such as a normalisation: its
 * factors go into the weights, its shifts into the bias.
 *
 * @param output what the normalised layer computes
 */
@SuppressWarnings("ArrayRecordComponent")
record FoldedNormalization(String output, double[] factors, double[] shifts) {
  /** The normalisation after a value, or one that changes nothing. */
  static FoldedNormalization after(String value, int channels, LoweringContext context) {
    Optional<Node> reader =
        context
            .graph()
            .onlyReader(value)
            .filter(node -> node.inputs().get(0).equals(value))
            .filter(node -> !context.graph().isOutput(value));
    Optional<ChannelAffine> affine = reader.flatMap(context.graph()::affine);
    if (affine.isPresent()) {
      context.fuse(reader.orElseThrow());
      String normalised = reader.orElseThrow().outputs().get(0);
      return new FoldedNormalization(normalised, affine.get().factors(), affine.get().shifts());
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
