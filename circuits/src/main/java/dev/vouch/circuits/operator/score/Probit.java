package dev.vouch.circuits.operator.score;

import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.recipe.wide.NormalQuantile;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import dev.vouch.circuits.operator.function.ElementwiseUnary;
import java.util.function.DoubleUnaryOperator;

/**
 * The quantile of the normal distribution as onnxruntime computes it (Winitzki's approximation of
 * the inverse error function): with x = 2s − 1, l = ln(1 − x²) and v = 2/(3.14159·0.147) + l/2
 *
 * <pre>
 * √2 · sgn(x) · √(√(v² − l/0.147) − v)
 * </pre>
 *
 * of scores between 0 and 1. No operator of ONNX: the post-transform {@code PROBIT} becomes it.
 */
public final class Probit extends ElementwiseUnary implements Lowered {
  static final String TYPE = "Probit";

  private static final double A = 0.147;
  private static final double ROUNDED_PI = 3.14159;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    return s -> ofCentred(2 * s - 1);
  }

  /** The formula, of x. */
  static double ofCentred(double x) {
    double magnitude = Math.abs(x);
    double log = StrictMath.log1p(-magnitude) + StrictMath.log1p(magnitude);
    double v = 2 / (ROUNDED_PI * A) + log / 2;
    double root = Math.sqrt(Math.sqrt(v * v - log / A) - v);
    return Math.copySign(Math.sqrt(2) * root, x);
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    context
        .wires()
        .bind(
            output,
            NormalQuantile.lower(
                context, output, context.wires().of(node.inputs().get(0)), Probit::ofCentred));
  }
}
