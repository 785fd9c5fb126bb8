package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.feature.Rows;
import dev.vouch.circuits.operator.score.ClassLabels;
import dev.vouch.circuits.operator.score.PostTransform;
import dev.vouch.circuits.operator.score.TwoClasses;
import dev.vouch.circuits.operator.score.Winner;

/**
 * LinearClassifier: the class with the greatest score x · Wᵀ + b, and the scores. What ONNX leaves
 * open is done as onnxruntime does it: {@code multi_class} changes nothing, the number of
 * intercepts is that of the scores, and where there is one the class is the second of two if it is
 * above 0; it then also has the scores 1 − s and s, with {@code LOGISTIC} σ(−s) and σ(s).
 */
final class LinearClassifier implements Expanded {
  @Override
  public String type() {
    return "LinearClassifier";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    double[] intercepts = node.required("intercepts", node::reals);
    ClassLabels labels = ClassLabels.of(node);
    PostTransform transform = PostTransform.of(node);
    String scores =
        LinearScores.add(
            expansion,
            Rows.of(expansion, node.input(0)),
            intercepts.length,
            node.required("coefficients", node::reals),
            intercepts);
    if (intercepts.length > 1) {
      expansion.output(0, labels.at(expansion, Winner.add(expansion, scores)));
      expansion.output(1, transform.of(expansion, scores));
      return;
    }
    expansion.output(0, labels.ofTwo().at(expansion, TwoClasses.above(expansion, scores, 0)));
    expansion.output(
        1, labels.count() == 2 ? TwoClasses.scores(expansion, scores, transform) : scores);
  }
}
