package dev.vouch.circuits.lowering.recipe;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import dev.vouch.circuits.lowering.IntegerRanges;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.node.UnsupportedNodeException;

/** Keeps integers within their element type, as ONNX's integers of n bits are kept: modulo 2^n. */
public final class IntegerTypes {
  private IntegerTypes() {}

  /**
   * Binds an integer value anew if it may leave its type:
   *
   * <pre>y = x − 2^n·⌊(x − least) / 2^n⌋</pre>
   *
   * @param output a value of the graph that is bound; others than integers stay as they are
   * @throws UnsupportedNodeException if it may leave a type that has integers beyond ±2^62
   */
  public static void keep(LoweringContext context, String output) {
    DataType type = context.graph().info(output).type();
    if (type.isFloating()) {
      return;
    }
    Wire x = context.wires().of(output);
    Interval allowed = IntegerRanges.of(type);
    if (allowed.contains(context.program().tensor(x.tensor()).range())) {
      return;
    }
    if (!type.isInteger() || type.bits() == Long.SIZE) {
      throw new UnsupportedNodeException(
          "results may leave " + type.displayName() + ", and are not wrapped around there");
    }
    Wire fromLeast = Shift.lower(context, output + ".moved", x, -allowed.lo());
    Wire turns = Floor.quotient(context, output + ".turns", fromLeast, type.bits());
    String labels = Labels.of(x.view().rank());
    Wire wrapped =
        context
            .einsum(output, labels)
            .add(1, Operand.of(x, labels))
            .add(-(1L << type.bits()), Operand.of(turns, labels))
            .build(0, allowed);
    context.wires().bind(output, wrapped);
  }
}
