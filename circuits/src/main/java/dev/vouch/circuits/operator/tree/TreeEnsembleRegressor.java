package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.score.PostTransform;
import dev.vouch.circuits.tree.Forest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TreeEnsembleRegressor, opsets 1 to 4: the sums, means or extremes of what trees say, for each
 * target.
 */
final class TreeEnsembleRegressor implements Expanded {
  @Override
  public String type() {
    return "TreeEnsembleRegressor";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int targets = Math.toIntExact(node.integer("n_targets", 1));
    Forest forest =
        new Forest(
            ClassicTrees.read(node, "target", targets),
            targets,
            aggregate(node.text("aggregate_function", "SUM")),
            base(node, targets));
    String scores = Scores.add(expansion, node.input(0), forest);
    expansion.output(0, PostTransform.of(node).ofRegression(expansion, scores));
  }

  private static Forest.Aggregate aggregate(String name) {
    return Arrays.stream(Forest.Aggregate.values())
        .filter(aggregate -> aggregate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidNodeException("unknown aggregate function " + name));
  }

  private static List<Double> base(Node node, int targets) {
    double @Nullable [] base = Columns.reals(node, "base_values");
    if (base == null) {
      return Collections.nCopies(targets, 0.0);
    }
    if (base.length != targets) {
      throw new InvalidNodeException(base.length + " base values for " + targets + " targets");
    }
    return Arrays.stream(base).boxed().toList();
  }
}
