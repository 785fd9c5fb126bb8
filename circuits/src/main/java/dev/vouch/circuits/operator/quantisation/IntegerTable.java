package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.lowering.LoweringContext;
import dev.vouch.circuits.lowering.Wire;
import dev.vouch.circuits.lowering.recipe.quantised.IntegerLookup;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.Operands;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.operator.Lowered;
import dev.vouch.circuits.operator.elementwise.SliceScaling;
import java.util.List;
import java.util.Map;

/**
 * A function of integers of a bounded range, by the table of all its results: table[x − first]. No
 * operator of ONNX: import puts it where quantised integers go through real arithmetic.
 */
public final class IntegerTable implements Lowered {
  static final String TYPE = "IntegerTable";
  private static final String TABLE = "table";
  private static final String FIRST = "first";
  private static final String TO = "to";

  /**
   * A node that looks a value up.
   *
   * @param first the integer of the table's first entry; others than the table's do not occur
   * @param to type of the results
   */
  public static Node node(
      String name, String input, String output, long first, long[] table, DataType to) {
    return new Node(
        name,
        TYPE,
        SliceScaling.DOMAIN,
        1,
        List.of(input),
        List.of(output),
        attributes(first, table, to));
  }

  /** The attributes of a node that looks a value up. */
  static Map<String, Attribute> attributes(long first, long[] table, DataType to) {
    return Map.of(
        TABLE,
        new Attribute.Integers(table),
        FIRST,
        new Attribute.Integer(first),
        TO,
        new Attribute.Integer(to.onnxCode()));
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
    ValueInfo x = inputs.input(0);
    if (x.type().isFloating()) {
      throw new InvalidNodeException("a table of integers is asked for " + x);
    }
    return List.of(new ValueInfo(DataType.ofOnnxCode((int) node.integer(TO, 0)), x.shape()));
  }

  @Override
  public List<TensorData> evaluate(Node node, Operands inputs) {
    ValueInfo result = infer(node, inputs.asInference()).get(0);
    long[] table = node.required(TABLE, node::integers);
    long first = node.integer(FIRST, 0);
    long[] y = inputs.get(0).longs().clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = table[(int) (y[i] - first)];
    }
    return List.of(TensorData.ofLongs(result.type(), result.shape(), y));
  }

  @Override
  public void lower(Node node, LoweringContext context) {
    String output = node.outputs().get(0);
    Wire x = context.wires().of(node.inputs().get(0));
    long[] table = node.required(TABLE, node::integers);
    Wire y = IntegerLookup.lower(context, output, x, node.integer(FIRST, 0), table);
    context.wires().bind(output, y);
  }
}
