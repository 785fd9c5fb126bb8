package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;

/** QLinearMatMul: a matrix product of quantised integers, quantised again. */
final class QlinearMatMul implements Expanded {
  private static final int RIGHT = 3;
  private static final int RESULT = 6;

  @Override
  public String type() {
    return "QLinearMatMul";
  }

  @Override
  public int sinceOpset() {
    return 10;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int columns = expansion.info(node.input(RIGHT)).rank() - 1;
    String a = IntegerProduct.centred(node, expansion, 0, 2, 0);
    String b = IntegerProduct.centred(node, expansion, RIGHT, RIGHT + 2, columns);
    double[] scales =
        QuantisedParameter.ofProducts(
            QuantisedParameter.onlyScale(node, expansion, 1),
            QuantisedParameter.scales(node, expansion, RIGHT + 1),
            QuantisedParameter.onlyScale(node, expansion, RESULT));
    QuantisedType result = QuantisedParameter.result(node, expansion, RESULT + 1);
    String sums = expansion.add("sums", "MatMul", a, b);
    int last = expansion.info(sums).rank() - 1;
    expansion.output(0, Requantise.add(expansion, sums, scales, last, result));
  }
}
