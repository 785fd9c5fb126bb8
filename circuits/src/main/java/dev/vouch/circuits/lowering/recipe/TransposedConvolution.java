package dev.vouch.circuits.lowering.recipe;

import static java.util.stream.Collectors.joining;

import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Placement;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.view.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowering of transposed convolutions: one plain convolution for each residue of the output's
 * positions modulo the strides, placed {@code stride} cells apart, so that no product with a
 * stuffed zero is ever computed.
 */
public final class TransposedConvolution {
  private static final String WHOLE = "pqrstj";

  /** Labels of the phases' own axes, beyond all labels of values. */
  private static final char FIRST_OF_PHASES = '\u1000';

  private TransposedConvolution() {}

  /**
   * The output positions {@code residue, residue + stride, …} of one axis, which read the input
   * through a window of stride 1 whose taps are every so many of the kernel's, in reverse order.
   *
   * @param number of the phase, which no other one has
   * @param count of positions
   * @param lastTap of the kernel, which the window's first tap is
   * @param tapStep between two taps of the kernel
   * @param taps of the window; may be 0
   * @param dilation of the window
   * @param pad before the input; may be negative
   */
  private record Phase(
      int number,
      int residue,
      int stride,
      int count,
      int lastTap,
      int tapStep,
      int taps,
      int dilation,
      int pad) {
    /**
     * Input i and tap k meet in position {@code i·stride + k·dilation − pad}; with {@code g =
     * gcd(stride, dilation)} the taps k of one residue are stride / g apart.
     */
    static Phase of(int number, Windows over, int axis, int residue) {
      int stride = over.strides()[axis];
      int dilation = over.dilations()[axis];
      int from = residue + over.pads()[axis];
      int first = 0;
      while (first < stride && Math.floorMod(from - (long) first * dilation, stride) != 0) {
        first++;
      }
      int divisor = gcd(stride, dilation);
      int step = stride / divisor;
      int kernel = over.kernel()[axis];
      int taps = first == stride || first >= kernel ? 0 : (kernel - 1 - first) / step + 1;
      int count = (over.outputs()[axis] - residue + stride - 1) / stride;
      int pad = (taps - 1) * (dilation / divisor) - (from - first * dilation) / stride;
      int last = first + (taps - 1) * step;
      return new Phase(number, residue, stride, count, last, step, taps, dilation / divisor, pad);
    }

    char position() {
      return (char) (FIRST_OF_PHASES + 2 * number);
    }

    char tap() {
      return (char) (position() + 1);
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }

  /** All choices of one phase an axis that have taps and positions. */
  private static List<List<Phase>> phases(Windows over) {
    List<List<Phase>> all = List.of(List.of());
    int number = 0;
    for (int axis = 0; axis < over.axes(); axis++) {
      List<List<Phase>> longer = new ArrayList<>();
      for (int residue = 0; residue < over.strides()[axis]; residue++) {
        Phase phase = Phase.of(number++, over, axis, residue);
        if (phase.taps() > 0 && phase.count() > 0) {
          for (List<Phase> outer : all) {
            List<Phase> choice = new ArrayList<>(outer);
            choice.add(phase);
            longer.add(choice);
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /**
   * Σ weights · x + bias, wide, with axes "ngo" and the output's positions.
   *
   * @param output value of the graph that the result stands for
   * @param x with axes "ngi" and the spatial ones
   * @param weights with axes "goi" and the taps
   * @param bias with axes "go"
   * @param over the windows through which the convolution of which this is the transpose would read
   *     the output; its {@code outputs} are the output's lengths
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      Wire x,
      Weights weights,
      @Nullable Weights bias,
      Windows over) {
    Wire input = context.rescaling().narrow(x);
    int weightScale = LinearLayer.weightScale(context, output, input, weights);
    Einsum sum = sum(context, output, over);
    for (List<Phase> phases : phases(over)) {
      Operand some = some(weights, phases).quantised(context, weightScale);
      sum.place(1, placed(phases), some, window(context, input, phases));
    }
    return build(context, output, sum, bias, input.scaleExponent() + weightScale);
  }

  /**
   * The same with weights that are computed.
   *
   * @param weights with axes "gio" and the taps
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      Wire x,
      Wire weights,
      @Nullable Weights bias,
      Windows over) {
    Wire input = context.rescaling().narrow(x);
    Wire kernel = context.rescaling().narrow(weights);
    Einsum sum = sum(context, output, over);
    for (List<Phase> phases : phases(over)) {
      Operand some = Operand.of(some(context, kernel, phases), "gio" + taps(phases));
      sum.place(1, placed(phases), some, window(context, input, phases));
    }
    return build(context, output, sum, bias, input.scaleExponent() + kernel.scaleExponent());
  }

  private static Einsum sum(LoweringContext context, String output, Windows over) {
    Einsum sum = context.einsum(output, "ngo" + WHOLE.substring(0, over.axes()));
    for (int axis = 0; axis < over.axes(); axis++) {
      sum.length(WHOLE.charAt(axis), over.outputs()[axis]);
    }
    return sum;
  }

  private static Wire build(
      LoweringContext context, String output, Einsum sum, @Nullable Weights bias, int scale) {
    if (bias != null) {
      bias.addTo(context, output, sum, scale);
    }
    return sum.build(scale);
  }

  private static List<Placement> placed(List<Phase> phases) {
    List<Placement> placed = new ArrayList<>();
    for (int axis = 0; axis < phases.size(); axis++) {
      Phase phase = phases.get(axis);
      placed.add(
          new Placement(phase.position(), WHOLE.charAt(axis), phase.residue(), phase.stride()));
    }
    return placed;
  }

  private static String taps(List<Phase> phases) {
    return phases.stream().map(phase -> String.valueOf(phase.tap())).collect(joining());
  }

  private static Operand window(LoweringContext context, Wire input, List<Phase> phases) {
    int[] ones = phases.stream().mapToInt(phase -> 1).toArray();
    Windows windows =
        new Windows(
            phases.stream().mapToInt(Phase::count).toArray(),
            phases.stream().mapToInt(Phase::taps).toArray(),
            ones,
            phases.stream().mapToInt(Phase::dilation).toArray(),
            phases.stream().mapToInt(Phase::pad).toArray());
    String positions =
        phases.stream().map(phase -> String.valueOf(phase.position())).collect(joining());
    return Operand.of(windows.over(context, input), "ngi" + positions + taps(phases));
  }

  /** The taps that the phases read, in reverse order. */
  private static Weights some(Weights weights, List<Phase> phases) {
    int first = weights.lengths().length - phases.size();
    int[] lengths = weights.lengths().clone();
    for (int axis = 0; axis < phases.size(); axis++) {
      lengths[first + axis] = phases.get(axis).taps();
    }
    int channels = 1;
    for (int axis = 0; axis < first; axis++) {
      channels *= lengths[axis];
    }
    int[] cells = {0};
    for (int axis = 0; axis < phases.size(); axis++) {
      Phase phase = phases.get(axis);
      int kernel = weights.lengths()[first + axis];
      int[] outer = cells;
      cells = new int[outer.length * phase.taps()];
      for (int i = 0; i < cells.length; i++) {
        int tap = phase.lastTap() - i % phase.taps() * phase.tapStep();
        cells[i] = outer[i / phase.taps()] * kernel + tap;
      }
    }
    int kernelCells = weights.values().length / channels;
    double[] values = new double[channels * cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.values()[i / cells.length * kernelCells + cells[i % cells.length]];
    }
    String labels = weights.labels().substring(0, first) + taps(phases);
    return new Weights(weights.name(), lengths, labels, values);
  }

  private static Wire some(LoweringContext context, Wire kernel, List<Phase> phases) {
    int first = kernel.view().rank() - phases.size();
    Wire some = kernel;
    for (int axis = 0; axis < phases.size(); axis++) {
      if (!some.view().simple(first + axis)) {
        some = context.rearranging().rearrange(some);
      }
      Phase phase = phases.get(axis);
      View view =
          some.view()
              .slice(first + axis, phase.lastTap(), -phase.tapStep(), phase.taps())
              .orElseThrow();
      some = some.through(view);
    }
    return some;
  }
}
