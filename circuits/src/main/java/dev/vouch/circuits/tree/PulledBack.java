package dev.vouch.circuits.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Forests that look at the arguments of functions instead of their results: each decision is that
 * of the results, for every number of the arguments' type.
 */
public final class PulledBack {
  private PulledBack() {}

  /**
   * Where a forest's feature comes from.
   *
   * @param column of the new rows
   * @param function of that column which the feature is
   * @param wide whether the column holds float64 numbers, or float32 numbers alone
   */
  public record Source(int column, MonotoneFunction function, boolean wide) {}

  /**
   * The forest that decides on other rows.
   *
   * @param sources of the features
   * @return empty if a comparison of some function is with single numbers, which has no one
   *     threshold
   */
  public static Optional<Forest> of(Forest forest, IntFunction<Source> sources) {
    for (TreeNode tree : forest.trees()) {
      if (!hasThresholds(tree, sources)) {
        return Optional.empty();
      }
    }
    List<TreeNode> trees = forest.trees().stream().map(tree -> of(tree, sources)).toList();
    return Optional.of(new Forest(trees, forest.targets(), forest.aggregate(), forest.base()));
  }

  private static boolean hasThresholds(TreeNode node, IntFunction<Source> sources) {
    if (!(node instanceof TreeNode.Decision decision)) {
      return true;
    }
    boolean identity =
        sources.apply(decision.feature()).function().equals(MonotoneFunction.IDENTITY);
    boolean threshold =
        switch (decision.comparison()) {
          case LEQ, LT, GTE, GT -> true;
          case EQ, NEQ, MEMBER -> identity;
        };
    return threshold
        && hasThresholds(decision.yes(), sources)
        && hasThresholds(decision.no(), sources);
  }

  private static TreeNode of(TreeNode node, IntFunction<Source> sources) {
    if (!(node instanceof TreeNode.Decision decision)) {
      return node;
    }
    Source source = sources.apply(decision.feature());
    TreeNode yes = of(decision.yes(), sources);
    TreeNode no = of(decision.no(), sources);
    MonotoneFunction function = source.function();
    if (function.equals(MonotoneFunction.IDENTITY)) {
      return new TreeNode.Decision(
          source.column(),
          decision.comparison(),
          decision.members(),
          decision.missingHolds(),
          yes,
          no);
    }
    Comparison comparison = decision.comparison();
    double threshold = decision.members().get(0);
    boolean fromBelow = comparison == Comparison.LEQ || comparison == Comparison.LT;
    boolean holdsBelow = fromBelow == function.rising();
    double last =
        MonotoneFunction.greatest(
            x -> comparison.holds(function.of(x), threshold) == holdsBelow, source.wide());
    double ofMissing = function.of(Double.NaN);
    boolean missingHolds =
        Double.isNaN(ofMissing) ? decision.missingHolds() : comparison.holds(ofMissing, threshold);
    // x ≤ last is yes, or else no
    return new TreeNode.Decision(
        source.column(),
        Comparison.LEQ,
        List.of(last),
        missingHolds == holdsBelow,
        holdsBelow ? yes : no,
        holdsBelow ? no : yes);
  }
}
