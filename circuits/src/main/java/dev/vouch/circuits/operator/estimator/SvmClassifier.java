package dev.vouch.circuits.operator.estimator;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.feature.Rows;
import dev.vouch.circuits.operator.score.ClassLabels;
import dev.vouch.circuits.operator.score.PostTransform;
import dev.vouch.circuits.operator.score.TwoClasses;
import dev.vouch.circuits.operator.score.Winner;
import java.util.Arrays;

/**
 * SVMClassifier with support vectors: each pair of classes i &lt; j has a score, which votes for i
 * where it is above 0 and else for j; the class is the first one with the most votes. The scores
 * are those of the pairs, for two classes −s and s; or with {@code prob_a} and {@code prob_b} the
 * probabilities of the classes ({@link PairwiseCoupling}).
 *
 * <p>Without support vectors each class has the score x · coefficients + rho[0].
 */
final class SvmClassifier implements Expanded {
  @Override
  public String type() {
    return "SVMClassifier";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    ClassLabels labels = ClassLabels.of(node);
    if (labels.count() < 2) {
      throw new UnsupportedNodeException("a classifier of " + labels.count() + " classes");
    }
    String x = Rows.of(expansion, node.input(0));
    long[] perClass = node.integers("vectors_per_class");
    if (perClass == null || perClass.length == 0) {
      linear(node, expansion, x, labels);
      return;
    }
    ClassPairs pairs = new ClassPairs(perClass);
    if (perClass.length != labels.count()) {
      throw new InvalidNodeException(
          perClass.length + " numbers of support vectors for " + labels.count() + " classes");
    }
    String likeness =
        Kernel.of(node)
            .of(expansion, x, pairs.vectors(), node.required("support_vectors", node::reals));
    double[] weights = pairs.weights(node.required("coefficients", node::reals));
    double[] rho = pairs.oneEach("rho", node.required("rho", node::reals));
    String scores = LinearScores.add(expansion, likeness, pairs.count(), weights, rho);
    expansion.output(0, labels.at(expansion, pairs.winner(expansion, scores)));
    expansion.output(1, scores(node, expansion, pairs, scores));
  }

  private static String scores(Node node, Expansion expansion, ClassPairs pairs, String scores) {
    PostTransform transform = PostTransform.of(node);
    double[] a = node.reals("prob_a");
    double[] b = node.reals("prob_b");
    if (a != null && b != null && a.length > 0) {
      String likely =
          new PairwiseCoupling(expansion, pairs.classes())
              .probabilities(pairs.likely(expansion, scores, a, b));
      return transform.of(expansion, likely);
    }
    if (pairs.count() > 1) {
      return transform.of(expansion, scores);
    }
    return transform == PostTransform.NONE
        ? TwoClasses.opposite(expansion, scores)
        : TwoClasses.scores(expansion, scores, transform);
  }

  private static void linear(Node node, Expansion expansion, String x, ClassLabels labels) {
    if (labels.count() == 2) {
      throw new UnsupportedNodeException(
          "two classes without support vectors; export the model as a LinearClassifier");
    }
    double[] rho = node.required("rho", node::reals);
    double[] shifts = new double[labels.count()];
    Arrays.fill(shifts, rho[0]);
    String scores =
        LinearScores.add(
            expansion, x, labels.count(), node.required("coefficients", node::reals), shifts);
    expansion.output(0, labels.at(expansion, Winner.add(expansion, scores)));
    expansion.output(1, PostTransform.of(node).of(expansion, scores));
  }
}
