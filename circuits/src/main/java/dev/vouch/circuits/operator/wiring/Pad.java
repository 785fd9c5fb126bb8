package dev.vouch.circuits.operator.wiring;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Addition;
import dev.vouch.circuits.lowering.recipe.Padding;
import dev.vouch.circuits.lowering.recipe.Wiring;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Lengths;
import dev.vouch.circuits.operator.Linearity;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.SliceFactors;
import java.util.List;

/**
 * Pad: cells added before and after each axis, or removed where the count is negative: a constant,
 * the edge, a reflection, or the other end. Counts are an input since opset 11, which may name axes
 * since opset 18.
 */
final class Pad extends StaticWiring implements Lowered {
  private static final int FIRST_WITH_PADS = 2;
  private static final int FIRST_WITH_INPUTS = 11;
  private static final int AXES = 3;
  private static final List<String> MODES = List.of("constant", "edge", "reflect", "wrap");

  @Override
  public String type() {
    return "Pad";
  }

  @Override
  int[] shape(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    if (!MODES.contains(mode(node))) {
      throw new UnsupportedNodeException("mode '" + mode(node) + "'; supported are " + MODES);
    }
    constant(node, inputs);
    long[] pads = pads(node, inputs);
    int[] shape = new int[from.length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] =
          Lengths.of(
              Math.addExact(from[axis], Math.addExact(pads[axis], pads[from.length + axis])))[0];
    }
    return shape;
  }

  @Override
  int[] cells(Node node, Inference inputs) {
    int[] from = inputs.input(0).shape();
    int[] shape = shape(node, inputs);
    long[] pads = pads(node, inputs);
    String mode = mode(node);
    int[] cells = {0};
    for (int axis = 0; axis < shape.length; axis++) {
      int[] previous = cells;
      int cut = (int) Math.max(0, -pads[axis]);
      int left = from[axis] - cut - (int) Math.max(0, -pads[shape.length + axis]);
      cells = new int[Math.multiplyExact(previous.length, shape[axis])];
      for (int i = 0; i < cells.length; i++) {
        int outer = previous[i / shape[axis]];
        int position = source(mode, i % shape[axis] - pads[axis] - cut, left);
        cells[i] = outer < 0 || position < 0 ? -1 : outer * from[axis] + cut + position;
      }
    }
    return cells;
  }

  /**
   * Position in what is left of the input that a position counted from its start shows, or −1 for
   * the constant: cells are removed first, and what is added repeats those that are left.
   */
  private static int source(String mode, long position, int length) {
    if (position >= 0 && position < length) {
      return (int) position;
    }
    if (length < 1 && !mode.equals("constant")) {
      throw new InvalidNodeException("an axis without cells can only be padded with a constant");
    }
    return switch (mode) {
      case "constant" -> -1;
      case "edge" -> position < 0 ? 0 : length - 1;
      case "wrap" -> (int) Math.floorMod(position, (long) length);
      case "reflect" -> {
        int period = Math.max(1, 2 * (length - 1));
        int inPeriod = (int) Math.floorMod(position, (long) period);
        yield Math.min(inPeriod, period - inPeriod);
      }
      default -> throw new IllegalStateException(mode);
    };
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    TensorData data = inputs.get(0);
    Inference inference = inputs.asInference();
    int[] cells = cells(node, inference);
    TensorData padded = data.gather(cells, shape(node, inference));
    double constant = constant(node, inference);
    if (constant == 0) {
      return List.of(padded);
    }
    if (padded.isFloating()) {
      double[] values = padded.doubles();
      for (int i = 0; i < cells.length; i++) {
        values[i] = cells[i] < 0 ? constant : values[i];
      }
    } else {
      long[] values = padded.longs();
      for (int i = 0; i < cells.length; i++) {
        values[i] = cells[i] < 0 ? (long) constant : values[i];
      }
    }
    return List.of(padded);
  }

  /** A constant beside the cells is as large as it is, whatever factors they have. */
  @Override
  public void factors(Node node, Inference inputs, SliceFactors factors) {
    if (!mode(node).equals("constant") || constant(node, inputs) == 0) {
      super.factors(node, inputs, factors);
    }
  }

  private static String mode(Node node) {
    return node.text("mode", "constant");
  }

  /** Value of the cells that {@link #cells} gives as −1. */
  static double constant(Node node, Inference inputs) {
    if (node.opset() < FIRST_WITH_INPUTS) {
      return node.real("value", 0);
    }
    if (!inputs.has(2)) {
      return 0;
    }
    TensorData value = inputs.constant(2);
    if (value == null || value.size() != 1) {
      throw new UnsupportedNodeException("constant_value must be one constant number");
    }
    return value.doubleAt(0);
  }

  /** Counts before all axes, then counts after all axes. */
  private static long[] pads(Node node, Inference inputs) {
    int rank = inputs.input(0).rank();
    long[] given =
        node.opset() >= FIRST_WITH_INPUTS
            ? inputs.constantIntegers(1, "pads")
            : node.integers(node.opset() < FIRST_WITH_PADS ? "paddings" : "pads");
    long[] axes = node.opset() >= FIRST_WITH_INPUTS ? inputs.constantIntegers(AXES, "axes") : null;
    int listed = axes == null ? rank : axes.length;
    if (given == null || given.length != 2 * listed) {
      throw new InvalidNodeException("pads must have two entries for each of " + listed + " axes");
    }
    long[] pads = new long[2 * rank];
    for (int i = 0; i < listed; i++) {
      int axis = axes == null ? i : Shape.axis(axes[i], rank);
      pads[axis] = given[i];
      pads[rank + axis] = given[listed + i];
    }
    for (long count : pads) {
      if (Math.abs(count) > Integer.MAX_VALUE) {
        throw new InvalidNodeException("pads of " + count + " cells");
      }
    }
    return pads;
  }

  @Override
  public Linearity linearity(Node node, Inference inputs) {
    return constant(node, inputs) == 0 ? Linearity.CELLWISE : Linearity.AFFINE;
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Inference inputs = context.graph().inference(node);
    Wire data = context.wires().of(node.inputs().get(0));
    long[] pads = pads(node, inputs);
    if (!node.text("mode", "constant").equals("constant")) {
      int[] cells = cells(node, inputs);
      context
          .wires()
          .bind(output, Wiring.lower(context, data, context.graph().shape(output), cells));
      return;
    }
    int rank = pads.length / 2;
    int[] before = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      before[axis] = (int) pads[axis];
    }
    Wire padded = Padding.lower(context, data, context.graph().shape(output), before);
    double constant = constant(node, inputs);
    context.wires().bind(output, constant == 0 ? padded : filled(node, context, padded, constant));
  }

  /** The padded value plus the constant where there is padding. */
  private Wire filled(Node node, LoweringContext context, Wire padded, double constant) {
    String output = node.outputs().get(0);
    int[] cells = cells(node, context.graph().inference(node));
    long integer = (long) Math.floor(Math.scalb(constant, padded.scaleExponent()) + 0.5);
    long[] fill = new long[cells.length];
    for (int i = 0; i < fill.length; i++) {
      fill[i] = cells[i] < 0 ? integer : 0;
    }
    Operand constants =
        Constants.integers(
                output + ".fill",
                fill,
                context.graph().info(output).shape(),
                Labels.of(padded.view().rank()),
                padded.scaleExponent())
            .rounded();
    return Addition.ofConstants(context, output, 1, padded, constants);
  }
}
