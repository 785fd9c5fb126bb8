package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.feature.Rows;
import java.util.Arrays;

/**
 * SVMRegressor: Σ coefficient · kernel(x, vector) + rho over the support vectors, or x ·
 * coefficients + rho without any; with {@code one_class} 1 where that is above 0 and −1 elsewhere.
 * As in onnxruntime {@code post_transform} changes nothing.
 */
final class SvmRegressor implements Expanded {
  @Override
  public String type() {
    return "SVMRegressor";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    String x = Rows.of(expansion, node.input(0));
    double[] coefficients = node.required("coefficients", node::reals);
    double[] rho = node.required("rho", node::reals);
    int count = Math.toIntExact(node.integer("n_supports", 0));
    if (rho.length == 0 || count < 0) {
      throw new InvalidNodeException("rho is empty, or n_supports is negative");
    }
    String likeness =
        count == 0
            ? x
            : Kernel.of(node)
                .of(expansion, x, count, node.required("support_vectors", node::reals));
    double[] shift = Arrays.copyOf(rho, 1);
    String score = LinearScores.add(expansion, likeness, 1, coefficients, shift);
    expansion.output(0, node.flag("one_class", false) ? sign(expansion, score) : score);
  }

  private static String sign(Expansion expansion, String score) {
    String zero = expansion.number("zero", DataType.FLOAT, 0);
    String above = expansion.add("above", "Greater", score, zero);
    String one = expansion.number("inside", DataType.FLOAT, 1);
    String other = expansion.number("outside", DataType.FLOAT, -1);
    return expansion.add("sign", "Where", above, one, other);
  }
}
