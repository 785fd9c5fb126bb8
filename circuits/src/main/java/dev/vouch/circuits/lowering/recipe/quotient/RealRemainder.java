package dev.vouch.circuits.lowering.recipe.quotient;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Rescaling;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.BroadcastAxes;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import dev.vouch.circuits.measure.Choice;
import dev.vouch.circuits.measure.Quantity;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.view.View;
import java.util.Arrays;
import java.util.List;

/**
 * Lowering of remainders of real numbers, a − b·(a / b) with the quotient truncated toward zero. At
 * one scale a and b are integers, and so is their remainder, exactly; what it is off by is told by
 * {@link RemainderErrors}.
 *
 * <p>A constant b that lies between the steps of a is rounded, which counts quotient times: the
 * scale is refined so that this stays below a step of a, as far as there is room. A number is
 * public, as the architecture is; several are weights.
 */
public final class RealRemainder {
  /** Of dividends, so that they and their divisors have room. */
  private static final int MOST_DIVIDEND_BITS = 40;

  /** A divisor's rounding, times the quotient, is at most 2^-GUARD_BITS steps of the dividend. */
  private static final int GUARD_BITS = 3;

  /** Integers of more bits are not refined. */
  private static final int MOST_BITS = 58;

  private RealRemainder() {}

  /**
   * The remainder with the sign of a.
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   * @param value a, of the graph
   * @param divisor b, of the graph
   * @throws UnsupportedNodeException for the constant 0, and for operands of too unlike size
   */
  public static Wire lower(LoweringContext context, String output, String value, String divisor) {
    Wire a = operand(context, output, value);
    TensorData constant = context.graph().known(divisor);
    if (constant == null) {
      return byTensor(context, output, a, operand(context, output, divisor));
    }
    double least = Arrays.stream(constant.doubles()).map(Math::abs).min().orElse(1);
    if (least == 0) {
      throw new UnsupportedNodeException("division by the constant 0");
    }
    int scale = a.scaleExponent() + refinement(context, a, divisor, constant.doubles(), least);
    return constant.size() == 1
        ? byNumber(context, output, a, divisor, constant.doubleAt(0), scale)
        : byTensor(context, output, a, weights(context, output, divisor, scale));
  }

  /** A divisor that may be hidden as weights are. */
  private static Wire weights(LoweringContext context, String output, String name, int scale) {
    TensorData constant = context.graph().constant(name);
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    BroadcastAxes axes = BroadcastAxes.of(constant.shape(), labels);
    Operand weights =
        context.constants().weight(name, constant.doubles(), axes.lengths(), axes.labels(), scale);
    Wire divisors = context.einsum(output + ".weights", axes.labels()).add(1, weights).build(scale);
    View view = divisors.view();
    for (int axis = 0; axis < shape.size(); axis++) {
      view = axes.labels().indexOf(labels.charAt(axis)) < 0 ? view.insertAxis(axis) : view;
    }
    return divisors.through(view.broadcastTo(shape));
  }

  private static Wire byNumber(
      LoweringContext context, String output, Wire a, String name, double divisor, int scale) {
    String labels = Labels.of(a.view().rank());
    double exact = Math.scalb(divisor, scale);
    IntegerConstant rounded =
        new IntegerConstant(
            name, BroadcastAxes.of(new int[0], labels), new long[] {Math.round(exact)});
    Wire dividend = atScale(context, output + ".dividend", a, scale);
    Wire quotient = IntegerQuotient.truncated(context, output + ".quotient", dividend, rounded);
    Wire rest =
        rounded
            .addProduct(
                context.einsum(output, labels).add(1, Operand.of(dividend, labels)),
                -1,
                context.rescaling().whole(quotient),
                labels)
            .build(scale, within(context, dividend, Math.abs(rounded.most()) - 1));
    context
        .errors()
        .rule(rest.tensor(), new RemainderErrors.ByNumber(dividend, exact, rest.tensor()));
    return rest;
  }

  /** So many bits finer than a is the scale at which the divisors' roundings do not count. */
  private static int refinement(
      LoweringContext context, Wire a, String name, double[] divisors, double least) {
    boolean onGrid =
        Arrays.stream(divisors)
            .map(b -> Math.scalb(b, a.scaleExponent()))
            .allMatch(b -> b == Math.rint(b));
    if (context.measurements().ofWeights(Choice.ON_GRID, name, onGrid ? 1 : 0) == 1) {
      return 0;
    }
    double size = context.measurements().ofWeights(Quantity.LEAST_WEIGHT, name, least);
    Interval range = context.program().tensor(a.tensor()).range();
    double quotient = range.magnitude() / Math.scalb(size, a.scaleExponent());
    int wanted = Math.max(0, Math.getExponent(quotient) + GUARD_BITS);
    return Math.min(wanted, Math.max(0, MOST_BITS - range.bits()));
  }

  private static Wire byTensor(LoweringContext context, String output, Wire a, Wire b) {
    int finest = Math.max(a.scaleExponent(), b.scaleExponent());
    int scale = Math.min(finest, Math.min(roomy(context, a), roomy(context, b)));
    Wire dividend = atScale(context, output + ".dividend", a, scale);
    Wire divisor = atScale(context, output + ".divisor", b, scale);
    Wire remainder = new ComputedDivision(context, output, dividend, divisor).remainder();
    // The remainder's own tensor may be one of integers, which have no part of a step.
    String labels = Labels.of(remainder.view().rank());
    Wire rest =
        context
            .einsum(output, labels)
            .add(1, Operand.of(remainder, labels))
            .build(scale, context.program().tensor(remainder.tensor()).range());
    context
        .errors()
        .rule(rest.tensor(), new RemainderErrors.ByTensor(dividend, divisor, rest.tensor()));
    return rest;
  }

  private static Wire operand(LoweringContext context, String output, String value) {
    List<Integer> shape = context.graph().shape(output);
    Wire wire = context.rescaling().wide(context.wires().ofAny(value), MOST_DIVIDEND_BITS);
    return wire.through(wire.view().broadcastTo(shape));
  }

  /** The finest scale at which the value may be divided by computed numbers. */
  private static int roomy(LoweringContext context, Wire x) {
    long most = context.program().tensor(x.tensor()).range().magnitude();
    return x.scaleExponent() + ComputedDivision.MAX_BITS - IntegerQuotient.bits(most - 1);
  }

  /** The integers at another scale, as if they were at scale 0. */
  private static Wire atScale(LoweringContext context, String name, Wire x, int scale) {
    Wire scaled = x;
    if (x.scaleExponent() > scale) {
      scaled = context.rescaling().requantise(x, scale, Interval.ALL, name);
    } else if (x.scaleExponent() < scale) {
      long factor = Rescaling.factor(x.scaleExponent(), scale);
      String labels = Labels.of(x.view().rank());
      scaled = context.einsum(name, labels).add(factor, Operand.of(x, labels)).build(scale);
    }
    Wire affine = context.rescaling().affine(scaled, Interval.ALL.bits());
    return new Wire(affine.tensor(), affine.view(), 0);
  }

  private static Interval within(LoweringContext context, Wire dividend, long most) {
    Interval range = context.program().tensor(dividend.tensor()).range();
    return new Interval(range.lo() < 0 ? -most : 0, range.hi() > 0 ? most : 0);
  }
}
