package dev.vouch.circuits.lowering.recipe.integer;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.Floor;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * Lowering of functions of two integers bit by bit, by limbs of w bits:
 *
 * <pre>
 * a = Σ 2^(w·i)·a_i,   f(a, b) = Σ 2^(w·i)·T[2^w·a_i + b_i]
 * </pre>
 *
 * The highest limbs of numbers with a sign have one, and so has the highest limb of the result.
 */
public final class Bitwise {
  /** With more cells a larger table costs less than more limbs. */
  private static final int MANY_CELLS = 4_000;

  private static final int NARROW_LIMB = 4;
  private static final int WIDE_LIMB = 8;

  private final LoweringContext context;
  private final String output;
  private final String labels;
  private final int width;
  private final LongBinaryOperator function;

  /** What is left of an operand: a computed value, or a constant. */
  private interface Part {
    Interval range();

    /** Adds coefficient · part to a sum. */
    void addTo(Einsum sum, long coefficient);

    /** ⌊part / 2^w⌋. */
    Part high(String name);

    /** part − 2^w·high. */
    Part low(String name, Part high);
  }

  private Bitwise(
      LoweringContext context,
      String output,
      String labels,
      int width,
      LongBinaryOperator function) {
    this.context = context;
    this.output = output;
    this.labels = labels;
    this.width = width;
    this.function = function;
  }

  /**
   * f(left, right).
   *
   * @param output value of the graph that the result stands for, to whose shape both broadcast
   * @param left value of the graph, computed or constant
   * @param right as {@code left}
   * @param function And, Or or Xor of numbers in two's complement
   */
  public static Wire lower(
      LoweringContext context,
      String output,
      String left,
      String right,
      LongBinaryOperator function) {
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    int width = context.graph().info(output).size() > MANY_CELLS ? WIDE_LIMB : NARROW_LIMB;
    Bitwise recipe = new Bitwise(context, output, labels, width, function);
    return recipe.of(recipe.part(left, shape), recipe.part(right, shape));
  }

  private Part part(String value, List<Integer> shape) {
    TensorData constant = context.graph().known(value);
    if (constant != null) {
      return new Known(IntegerConstant.of(value, constant, labels));
    }
    Wire wire = context.rescaling().narrow(context.wires().of(value));
    return new Computed(wire.through(wire.view().broadcastTo(shape)));
  }

  private Wire of(Part left, Part right) {
    Einsum result = context.einsum(output, labels);
    Part a = left;
    Part b = right;
    int limb = 0;
    for (; !isLimb(a.range()) || !isLimb(b.range()); limb++) {
      Part aHigh = a.high(output + ".left" + limb);
      Part bHigh = b.high(output + ".right" + limb);
      Part aLow = a.low(output + ".leftLow" + limb, aHigh);
      Part bLow = b.low(output + ".rightLow" + limb, bHigh);
      add(result, limb, aLow, bLow);
      a = aHigh;
      b = bHigh;
    }
    add(result, limb, a, b);
    return result.build(0);
  }

  private boolean isLimb(Interval range) {
    return range.lo() >= 0 ? range.hi() < 1L << width : Interval.signed(width).contains(range);
  }

  /** Adds the looked up limb of the result. */
  private void add(Einsum result, int limb, Part a, Part b) {
    long aLeast = a.range().lo() < 0 ? -1L << (width - 1) : 0;
    long bLeast = b.range().lo() < 0 ? -1L << (width - 1) : 0;
    long[] table = new long[1 << (2 * width)];
    for (int row = 0; row < table.length; row++) {
      table[row] =
          function.applyAsLong(aLeast + (row >> width), bLeast + (row & ((1 << width) - 1)));
    }
    Einsum key = context.einsum(output + ".key" + limb, labels);
    a.addTo(key, 1L << width);
    b.addTo(key, 1);
    long moved = -(aLeast << width) - bLeast;
    if (moved != 0) {
      key.add(1, Constants.number(output + ".least" + limb, moved, 0));
    }
    Wire rows = key.build(0, Interval.unsigned(2 * width));
    int tensor = context.program().tabulation(output + ".limb" + limb, rows.tensor(), 0, table, 0);
    result.add(1L << (limb * width), Operand.of(new Wire(tensor, rows.view(), 0), labels));
  }

  private final class Computed implements Part {
    private final Wire wire;

    private Computed(Wire wire) {
      this.wire = wire;
    }

    @Override
    public Interval range() {
      return context.program().tensor(wire.tensor()).range();
    }

    @Override
    public void addTo(Einsum sum, long coefficient) {
      sum.add(coefficient, Operand.of(wire, labels));
    }

    @Override
    public Part high(String name) {
      return new Computed(Floor.quotient(context, name, wire, width));
    }

    @Override
    public Part low(String name, Part high) {
      Einsum rest = context.einsum(name, labels);
      addTo(rest, 1);
      high.addTo(rest, -1L << width);
      return new Computed(rest.build(0, Interval.unsigned(width)));
    }
  }

  private final class Known implements Part {
    private final IntegerConstant constant;

    private Known(IntegerConstant constant) {
      this.constant = constant;
    }

    @Override
    public Interval range() {
      return new Interval(constant.least(), constant.most());
    }

    @Override
    public void addTo(Einsum sum, long coefficient) {
      sum.add(coefficient, constant.constants());
    }

    @Override
    public Part high(String name) {
      return new Known(constant.map(name, value -> value >> width));
    }

    @Override
    public Part low(String name, Part high) {
      return new Known(constant.map(name, value -> value & ((1L << width) - 1)));
    }
  }
}
