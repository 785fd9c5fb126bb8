package dev.vouch.circuits.lowering.recipe.index;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.quantise.Scales;
import dev.vouch.circuits.view.View;
import java.util.Arrays;
import java.util.List;

/**
 * Lowering of cells that computed indices choose: products with one-hot rows, of which each result
 * cell is one cell of the data, exactly.
 */
public final class GatherRecipe {
  /** Rows of unlike size may have so many bits beyond those of weights, all in one table. */
  private static final int MOST_MORE_BITS = 24;

  private GatherRecipe() {}

  /**
   * Σ data · positions over the labels that the result lacks.
   *
   * @param output value of the graph that the result stands for
   * @param data whose axes are labelled
   * @param positions one-hot rows
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String result,
      Labelled data,
      Wire positions,
      String positionLabels) {
    int more = Math.min(context.moreBits(output), MOST_MORE_BITS);
    Operand read = data.operand(context, more);
    Interval range =
        read instanceof Operand.OfWire wire
            ? context.program().tensor(wire.wire().tensor()).range()
            : ((Operand.OfIntegers) read).declared();
    int scale =
        read instanceof Operand.OfWire wire
            ? wire.wire().scaleExponent()
            : ((Operand.OfIntegers) read).scaleExponent();
    return context
        .einsum(output, result)
        .add(1, read, Operand.of(positions, positionLabels))
        .build(scale, range);
  }

  /**
   * A value of the graph with labelled axes.
   *
   * @param lengths of its axes: its own, or those of another shape of the same cells
   * @param kept how many cells along each axis are read
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Labelled(String value, int[] lengths, int[] kept, String labels) {
    private Operand operand(LoweringContext context, int moreBits) {
      TensorData constant = context.graph().known(value);
      if (constant == null) {
        return Operand.of(wire(context), labels);
      }
      TensorData read = cut(constant.reshape(lengths));
      if (!constant.isFloating()) {
        return Constants.integers(value, read.longs(), kept, labels, 0);
      }
      double[] values = read.doubles();
      double most = context.constants().magnitude(value, values);
      int scale = Scales.fitting(most, Scales.WEIGHT_BITS - 1 + moreBits);
      return context.constants().weight(value, values, kept, labels, scale);
    }

    private TensorData cut(TensorData whole) {
      if (Arrays.equals(lengths, kept)) {
        return whole;
      }
      int[] strides = Shape.strides(lengths);
      return whole.gather(StridedView.cells(kept, strides, 0), kept);
    }

    private Wire wire(LoweringContext context) {
      Wire narrow = context.rescaling().narrow(context.wires().of(value));
      List<Integer> shape = Arrays.stream(lengths).boxed().toList();
      Wire wire = context.rearranging().reshape(narrow, shape);
      for (int axis = 0; axis < kept.length; axis++) {
        if (wire.view().slice(axis, 0, 1, kept[axis]).isEmpty()) {
          wire = context.rearranging().rearrange(wire);
        }
        View view = wire.view().slice(axis, 0, 1, kept[axis]).orElseThrow();
        wire = wire.through(view);
      }
      return wire;
    }
  }
}
