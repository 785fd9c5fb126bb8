package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.Constants;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * A constant of integers of the graph, which broadcasts to labelled axes. Its values are exact up
 * to ±2^62.
 *
 * @param name in the program
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record IntegerConstant(String name, BroadcastAxes axes, long[] values) {
  /**
   * A constant of the graph; the last of {@code labels} belong to its last axes.
   *
   * @throws UnsupportedNodeException if it holds integers beyond ±2^62
   */
  public static IntegerConstant of(String name, TensorData constant, String labels) {
    for (long value : constant.longs()) {
      if (!Interval.ALL.contains(value) || (value < 0 && constant.type() == DataType.UINT64)) {
        throw new UnsupportedNodeException(
            "constant '" + name + "' holds integers beyond ±2^62, which are not supported");
      }
    }
    return new IntegerConstant(name, BroadcastAxes.of(constant.shape(), labels), constant.longs());
  }

  /** A function of every value, under another name. */
  public IntegerConstant map(String newName, LongUnaryOperator function) {
    return new IntegerConstant(newName, axes, Arrays.stream(values).map(function).toArray());
  }

  /** The least value. */
  public long least() {
    return Arrays.stream(values).min().orElse(1);
  }

  /** The greatest value. */
  public long most() {
    return Arrays.stream(values).max().orElse(1);
  }

  /** As weights, which may be hidden. */
  public Operand weights(LoweringContext context) {
    return context.constants().weight(name, values, axes.lengths(), axes.labels(), 0);
  }

  /** As public constants. */
  public Operand constants() {
    return Constants.integers(name, values, axes.lengths(), axes.labels(), 0);
  }

  /** Adds coefficient · this · x to a sum, as a multiple of x where all values are equal. */
  public Einsum addProduct(Einsum sum, long coefficient, Wire x, String labels) {
    if (least() == 0 && most() == 0) {
      return sum;
    }
    Operand operand = Operand.of(x, labels);
    return least() == most()
        ? sum.add(Math.multiplyExact(coefficient, most()), operand)
        : sum.add(coefficient, constants(), operand);
  }
}
