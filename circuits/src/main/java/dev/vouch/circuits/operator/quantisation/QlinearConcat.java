package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;

/**
 * QLinearConcat of onnxruntime: quantised values side by side, each brought to the scale and zero
 * point of the result.
 */
final class QlinearConcat implements Expanded {
  private static final int FIRST = 2;
  private static final int INPUTS_EACH = 3;

  @Override
  public String type() {
    return "QLinearConcat";
  }

  @Override
  public String domain() {
    return QuantisationOperators.MICROSOFT;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    if (node.inputs().size() < FIRST + INPUTS_EACH
        || (node.inputs().size() - FIRST) % INPUTS_EACH != 0) {
      throw new InvalidNodeException(node.inputs().size() + " inputs are no list of values");
    }
    float scale = QuantisedParameter.onlyScale(node, expansion, 0);
    QuantisedType result = QuantisedParameter.result(node, expansion, 1);
    List<String> parts = new ArrayList<>();
    for (int i = FIRST; i < node.inputs().size(); i += INPUTS_EACH) {
      QuantisedType x = QuantisedParameter.operand(node, expansion, i, i + 2);
      float own = QuantisedParameter.onlyScale(node, expansion, i + 1);
      boolean same = own == scale && x.equals(result);
      parts.add(
          same
              ? node.input(i)
              : QlinearUnary.changed(
                  expansion,
                  node.input(i),
                  x,
                  result,
                  q -> result.quantised(x.real(q, own), scale)));
    }
    expansion.output(0, expansion.add("joined", "Concat", parts, node.attributes()));
  }
}
