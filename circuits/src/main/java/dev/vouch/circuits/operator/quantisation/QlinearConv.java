package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** QLinearConv: a convolution of quantised integers, with a bias of int32, quantised again. */
final class QlinearConv implements Expanded {
  private static final int WEIGHTS = 3;
  private static final int RESULT = 6;
  private static final int BIAS = 8;

  @Override
  public String type() {
    return "QLinearConv";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = IntegerProduct.centred(node, expansion, 0, 2, 0);
    String w = IntegerProduct.centred(node, expansion, WEIGHTS, WEIGHTS + 2, 0);
    String bias = node.hasInput(BIAS) ? node.input(BIAS) : "";
    double[] scales =
        QuantisedParameter.ofProducts(
            QuantisedParameter.onlyScale(node, expansion, 1),
            QuantisedParameter.scales(node, expansion, WEIGHTS + 1),
            QuantisedParameter.onlyScale(node, expansion, RESULT));
    QuantisedType result = QuantisedParameter.result(node, expansion, RESULT + 1);
    String sums = IntegerProduct.convolution(node, expansion, x, w, bias);
    expansion.output(0, Requantise.add(expansion, sums, scales, 1, result));
  }
}
