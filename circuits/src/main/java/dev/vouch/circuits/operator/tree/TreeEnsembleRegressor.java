package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.score.PostTransform;
import dev.vouch.circuits.tree.Forest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
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
    int targets = Columns.targets(node);
    Forest forest =
        new Forest(
            ClassicTrees.read(node, "target", targets),
            targets,
            aggregate(node.text("aggregate_function", "SUM")),
            base(node, targets));
    requireVotes(forest);
    String scores = Scores.add(expansion, node.input(0), forest);
    expansion.output(0, PostTransform.of(node).ofRegression(expansion, scores));
  }

  /** Refuses what ONNX and onnxruntime understand in two ways. */
  private static void requireVotes(Forest forest) {
    if (forest.targets() == 1) {
      if (forest.leaves().stream().anyMatch(leaf -> leaf.votes().size() > 1)) {
        throw new UnsupportedNodeException(
            "a leaf has several votes for the only target: ONNX adds them and onnxruntime does not");
      }
      return;
    }
    Set<Integer> certain = forest.certainTargets();
    for (int target = 0; target < forest.targets(); target++) {
      if (forest.base().get(target) != 0 && !certain.contains(target)) {
        throw new UnsupportedNodeException(
            "target "
                + target
                + " has a base value, but rows may reach no leaf that votes for it: ONNX adds the"
                + " base value then and onnxruntime does not");
      }
    }
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
