package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.feature.Rows;
import dev.vouch.circuits.operator.score.PostTransform;

/**
 * LinearRegressor: x · Wᵀ + b. As in onnxruntime intercepts count only where there is one for each
 * target, and a single target is transformed in no way.
 */
final class LinearRegressor implements Expanded {
  @Override
  public String type() {
    return "LinearRegressor";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int targets = Math.toIntExact(node.integer("targets", 1));
    double[] intercepts = node.reals("intercepts");
    String scores =
        LinearScores.add(
            expansion,
            Rows.of(expansion, node.input(0)),
            targets,
            node.required("coefficients", node::reals),
            intercepts != null && intercepts.length == targets ? intercepts : null);
    expansion.output(0, PostTransform.of(node).ofRegression(expansion, scores));
  }
}
