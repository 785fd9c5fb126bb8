package dev.vouch.circuits.operator.quantisation;

import dev.vouch.circuits.lowering.recipe.quantised.QuantisedType;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** QGemm of onnxruntime: alpha · A · B + C of quantised integers, quantised again. */
final class Qgemm implements Expanded {
  private static final int B = 3;
  private static final int C = 6;
  private static final int RESULT = 7;

  @Override
  public String type() {
    return "QGemm";
  }

  @Override
  public String domain() {
    return QuantisationOperators.MICROSOFT;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    if (!node.hasInput(RESULT)) {
      throw new UnsupportedNodeException("real results, without y_scale, are not supported");
    }
    boolean transposed = node.flag("transB", false);
    String a = IntegerProduct.centred(node, expansion, 0, 2, 0);
    String b = IntegerProduct.centred(node, expansion, B, B + 2, transposed ? 0 : 1);
    List<String> operands = new ArrayList<>(List.of(a, b));
    if (node.hasInput(C)) {
      operands.add(node.input(C));
    }
    String sums =
        expansion.add(
            "sums",
            "Gemm",
            operands,
            Map.of(
                "transA",
                new Attribute.Integer(node.integer("transA", 0)),
                "transB",
                new Attribute.Integer(node.integer("transB", 0))));
    float alpha = (float) node.real("alpha", 1);
    double[] scales =
        QuantisedParameter.ofProducts(
            alpha * QuantisedParameter.onlyScale(node, expansion, 1),
            QuantisedParameter.scales(node, expansion, B + 1),
            QuantisedParameter.onlyScale(node, expansion, RESULT));
    QuantisedType result = QuantisedParameter.result(node, expansion, RESULT + 1);
    expansion.output(0, Requantise.add(expansion, sums, scales, 1, result));
  }
}
