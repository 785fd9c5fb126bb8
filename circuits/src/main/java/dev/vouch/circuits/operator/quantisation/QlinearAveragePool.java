package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.pooling.WindowSums;

/** QLinearAveragePool of onnxruntime: means under a window, quantised again. */
final class QlinearAveragePool implements Expanded {
  private static final int RESULT = 3;

  @Override
  public String type() {
    return "QLinearAveragePool";
  }

  @Override
  public String domain() {
    return QuantisationOperators.MICROSOFT;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    if (node.flag("channels_last", false)) {
      throw new UnsupportedNodeException("channels_last is not supported");
    }
    QuantisedType operand = QuantisedParameter.operand(node, expansion, 0, 2);
    QuantisedType result =
        node.hasInput(RESULT + 1)
            ? QuantisedParameter.result(node, expansion, RESULT + 1)
            : new QuantisedType(operand.type(), 0);
    String x = IntegerProduct.centred(node, expansion, 0, 2, 0);
    int count = WindowSums.count(node, expansion.info(x).shape());
    String sums = WindowSums.add(expansion, x, node);
    expansion.output(
        0,
        Requantise.mean(
            expansion,
            sums,
            QuantisedParameter.onlyScale(node, expansion, 1),
            count,
            QuantisedParameter.onlyScale(node, expansion, RESULT),
            result));
  }
}
