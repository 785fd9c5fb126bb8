package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.StridedView;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.Einsum;
import dev.vouch.circuits.lowering.Labels;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Operand;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.IntegerConstant;
import dev.vouch.circuits.lowering.recipe.quantised.IntegerLookup;
import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * A function of two integers of 8 bits that broadcast, by the table of all its results:
 * table[256·(a − least a) + (b − least b)]. A constant operand is a weight. No operator of ONNX:
 * import puts it where two quantised values are added or multiplied.
 */
final class PairTable implements Lowered {
  private static final String TYPE = "PairTable";
  private static final String TABLE = "table";
  private static final String TO = "to";
  private static final int VALUES = 1 << Byte.SIZE;

  /** Weights have symmetric ranges. */
  private static final int MIDDLE = VALUES / 2;

  /**
   * Adds one to an expansion.
   *
   * @param a value of 8 bits, as {@code b}
   * @param function of a and b
   */
  static String add(
      Expansion expansion, String a, String b, DataType to, LongBinaryOperator function) {
    long leastA = least(expansion.info(a).type());
    long leastB = least(expansion.info(b).type());
    long[] table = new long[VALUES * VALUES];
    for (int i = 0; i < table.length; i++) {
      table[i] = function.applyAsLong(leastA + i / VALUES, leastB + i % VALUES);
    }
    return expansion.addOwn(
        "combined",
        TYPE,
        List.of(a, b),
        Map.of(TABLE, new Attribute.Integers(table), TO, new Attribute.Integer(to.onnxCode())));
  }

  private static long least(DataType type) {
    return new QuantisedType(type, 0).least();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String domain() {
    return SliceScaling.DOMAIN;
  }

  @Override
  public List<ValueInfo> infer(Node node, Inference inputs) {
    int[] shape = Shape.broadcast(inputs.input(0).shape(), inputs.input(1).shape());
    return List.of(new ValueInfo(DataType.ofOnnxCode((int) node.integer(TO, 0)), shape));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo result = infer(node, inputs.asInference()).get(0);
    long[] table = node.required(TABLE, node::integers);
    long[] y = new long[result.size()];
    for (int operand = 0; operand < 2; operand++) {
      TensorData x = inputs.get(operand);
      int[] cells = StridedView.broadcast(x.shape(), result.shape());
      for (int i = 0; i < y.length; i++) {
        y[i] = y[i] * VALUES + x.longs()[cells[i]] - least(x.type());
      }
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = table[(int) y[i]];
    }
    return List.of(TensorData.ofLongs(result.type(), result.shape(), y));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    List<Integer> shape = context.graph().shape(output);
    String labels = Labels.of(shape.size());
    Einsum pair = context.einsum(output + ".pair", labels);
    long start = 0;
    for (int operand = 0; operand < 2; operand++) {
      String x = node.inputs().get(operand);
      long least = least(context.graph().info(x).type());
      long factor = operand == 0 ? VALUES : 1;
      if (context.graph().isConstant(x)) {
        long middle = least + MIDDLE;
        pair.add(
            factor,
            IntegerConstant.of(x, context.graph().constant(x), labels)
                .map(x + ".centred", value -> value - middle)
                .weights(context));
        start -= factor * MIDDLE;
      } else {
        Wire wire = context.wires().of(x);
        pair.add(factor, Operand.of(wire.through(wire.view().broadcastTo(shape)), labels));
        start += factor * least;
      }
    }
    Wire argument = pair.build(0);
    long[] table = node.required(TABLE, node::integers);
    context.wires().bind(output, IntegerLookup.lower(context, output, argument, start, table));
  }
}
