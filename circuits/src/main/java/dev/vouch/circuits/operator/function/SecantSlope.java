package dev.vouch.circuits.operator.function;

import dev.vouch.circuits.lowering.Clamp;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The slope of the secant from 0 of a tabulated function with f(0) = 0, relative to the slopes at 0
 * on both sides. No operator of ONNX: equalisation puts it where slices of unlike size have one
 * function, since from it f(x) has as many digits as x has, however small that is:
 *
 * <pre>
 * f(x) = x · s(x)                         where f is smooth at 0
 * f(x) = LeakyRelu(x; left / right) · s(x)     where its slopes left and right of 0 differ
 * </pre>
 */
public final class SecantSlope extends TabulatedFunction {
  /** Below this |x| the slope is that at 0. */
  private static final double SMALLEST = 0x1p-20;

  /** Slopes that differ by less, relatively, belong to a smooth function. */
  private static final double SMOOTH = 0x1p-16;

  /** So many arguments on each side of 0 tell how large slopes are. */
  private static final int STEPS = 64;

  private final TabulatedFunction of;

  /** The slopes of an operator's function. */
  public SecantSlope(TabulatedFunction of) {
    this.of = of;
  }

  /** A node that has the slopes of another one's function. */
  public static Node node(Node of, String input, String output) {
    return new Node(
        output,
        name(of.type()),
        SliceScaling.DOMAIN,
        of.opset(),
        List.of(input),
        List.of(output),
        of.attributes());
  }

  /** Whether the function of a node has such slopes: it is 0 at 0, and neither side is flat. */
  public static boolean isDefined(TabulatedFunction of, Node node) {
    DoubleUnaryOperator f = of.function(node);
    return f.applyAsDouble(0) == 0
        && f.applyAsDouble(SMALLEST) != 0
        && f.applyAsDouble(-SMALLEST) != 0;
  }

  /** The slope left of 0 over that right of 0; 1 where the function is smooth. */
  public static double kink(TabulatedFunction of, Node node) {
    DoubleUnaryOperator f = of.function(node);
    double ratio = -f.applyAsDouble(-SMALLEST) / f.applyAsDouble(SMALLEST);
    return Math.abs(ratio - 1) <= SMOOTH ? 1 : ratio;
  }

  private static String name(String type) {
    return "SecantSlopeOf" + type;
  }

  @Override
  public String type() {
    return name(of.type());
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  protected DoubleUnaryOperator function(Node node) {
    DoubleUnaryOperator f = of.function(node);
    double kink = kink(of, node);
    return x -> {
      double at = Math.abs(x) < SMALLEST ? SMALLEST : x;
      return f.applyAsDouble(at) / (at < 0 ? kink * at : at);
    };
  }

  /** The largest |slope| within ±{@code reach}. */
  public static double magnitude(TabulatedFunction of, Node node, double reach) {
    DoubleUnaryOperator slope = new SecantSlope(of).function(node);
    double most = 0;
    for (int step = -STEPS; step <= STEPS; step++) {
      double value = Math.abs(slope.applyAsDouble(reach * step / STEPS));
      most = Double.isFinite(value) ? Math.max(most, value) : most;
    }
    return most;
  }

  @Override
  protected Clamp definedOn() {
    return of.definedOn();
  }
}
