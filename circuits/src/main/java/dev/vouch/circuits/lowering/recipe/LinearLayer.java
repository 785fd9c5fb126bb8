package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Lowering of products of an activation with weights, plus a bias: dense layers and convolutions.
 */
public final class LinearLayer {
  private static final int MOST_BITS = 61;

  /** Sums of products have room for others below 2^62. */
  private static final int SUM_BITS = 60;

  private LinearLayer() {}

  /**
   * Σ weights · x + bias, wide.
   *
   * @param output value of the graph that the result stands for
   * @param resultLabels labels of its axes; other labels are summed over
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      Weights weights,
      @Nullable Weights bias) {
    int terms = Labels.terms(x.view(), xLabels, resultLabels);
    boolean cellByCell = xLabels.chars().allMatch(label -> resultLabels.indexOf(label) >= 0);
    Wire input =
        cellByCell
            ? factor(context, output, x, weights)
            : context.rescaling().wide(x, operandBits(terms));
    int weightScale =
        cellByCell
            ? factorScale(context, output, input, weights)
            : weightScale(context, output, input, weights, terms);
    int scale = input.scaleExponent() + weightScale;
    Einsum sum = context.einsum(output, resultLabels);
    sum.add(1, weights.quantised(context, weightScale), Operand.of(input, xLabels));
    if (bias != null) {
      bias.addTo(context, output, sum, scale);
    }
    return sum.build(scale);
  }

  /** The value as it is beside weights of all their bits, if such a product has room. */
  private static Wire factor(LoweringContext context, String output, Wire x, Weights weights) {
    double magnitude = weights.magnitude(context);
    Wire shorter = x;
    if (!context.graph().isInteger(output)) {
      int finest = context.scales().finestFactored(magnitude, context.expectedScale(output));
      if (x.scaleExponent() > finest) {
        shorter = context.rescaling().affine(x, finest, MOST_BITS);
      }
    }
    int scale = factorScale(context, output, shorter, weights);
    return context.rescaling().factor(shorter, Math.getExponent(magnitude) + scale + 1);
  }

  /** Scale of the weights, with which the sum reaches the precision of what reads it. */
  static int weightScale(LoweringContext context, String output, Wire input, Weights weights) {
    return weightScale(context, output, input, weights, 2);
  }

  private static int weightScale(
      LoweringContext context, String output, Wire input, Weights weights, int terms) {
    if (context.graph().isInteger(output)) {
      weights.requireWhole();
      return 0;
    }
    int most = context.program().tensor(input.tensor()).range().bits();
    int room = SUM_BITS - most - bits(terms) - context.scales().bits();
    return context
        .scales()
        .weight(
            weights.magnitude(context),
            input.scaleExponent(),
            context.expectedScale(output),
            Math.min(context.moreBitsOfWeights(output), room));
  }

  /** Scale of weights that multiply one cell each. */
  private static int factorScale(
      LoweringContext context, String output, Wire input, Weights weights) {
    if (context.graph().isInteger(output)) {
      weights.requireWhole();
      return 0;
    }
    return context
        .scales()
        .factor(
            weights.magnitude(context),
            input.scaleExponent(),
            context.expectedScale(output),
            context.moreBitsOfWeights(output));
  }

  /** Bits of an operand that sums have room for: half of them, for products may cancel. */
  private static int operandBits(int terms) {
    return (SUM_BITS - bits(terms)) / 2;
  }

  private static int bits(int terms) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(terms);
  }

  /** Σ x · y + bias of two values that depend on the network's inputs, wide. */
  public static Wire product(
      LoweringContext context,
      String output,
      String resultLabels,
      Wire x,
      String xLabels,
      Wire y,
      String yLabels,
      @Nullable Weights bias) {
    Wire left = context.rescaling().narrow(x);
    Wire right = context.rescaling().narrow(y);
    int scale = left.scaleExponent() + right.scaleExponent();
    Einsum sum = context.einsum(output, resultLabels);
    sum.add(1, Operand.of(left, xLabels), Operand.of(right, yLabels));
    if (bias != null) {
      bias.addTo(context, output, sum, scale);
    }
    return sum.build(scale);
  }
}
