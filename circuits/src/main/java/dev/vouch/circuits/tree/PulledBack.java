package dev.vouch.circuits.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Forests that look at the arguments of functions instead of their results: each decision is that
 * of the results, for every number of the arguments' type.
 */
public final class PulledBack {
  private static final double GROWTH = 4;
  private static final double SMALL = 64;

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
   * The forest that decides on other rows. Equality with the result of a function is a range of its
   * arguments, so two decisions, of which one way out stands in the tree twice.
   *
   * @param sources of the features
   * @return empty if that makes the forest many times as large
   */
  public static Optional<Forest> of(Forest forest, IntFunction<Source> sources) {
    for (TreeNode tree : forest.trees()) {
      double before = size(tree, feature -> false);
      if (size(tree, feature -> isComputed(sources, feature)) > GROWTH * before + SMALL) {
        return Optional.empty();
      }
    }
    List<TreeNode> trees = forest.trees().stream().map(tree -> of(tree, sources)).toList();
    return Optional.of(new Forest(trees, forest.targets(), forest.aggregate(), forest.base()));
  }

  private static boolean isComputed(IntFunction<Source> sources, int feature) {
    return !sources.apply(feature).function().equals(MonotoneFunction.IDENTITY);
  }

  /** Nodes of a tree in which equalities on some features are ranges; counted, not made. */
  private static double size(TreeNode node, IntPredicate ranges) {
    if (!(node instanceof TreeNode.Decision decision)) {
      return 1;
    }
    double yes = size(decision.yes(), ranges);
    double no = size(decision.no(), ranges);
    int members = decision.members().size();
    boolean range = ranges.test(decision.feature());
    return switch (decision.comparison()) {
      case LEQ, LT, GTE, GT -> 1 + yes + no;
      case EQ, MEMBER -> range ? 2 * members + members * yes + (members + 1) * no : 1 + yes + no;
      case NEQ -> range ? 2 + 2 * yes + no : 1 + yes + no;
    };
  }

  /**
   * Equality with one of several numbers: in ascending order, at most the next one, and then at
   * least that one. A missing value goes to {@code yes} at once, or past all of them to {@code no}.
   */
  private static TreeNode ranges(
      int feature, List<Double> members, boolean missingHolds, TreeNode yes, TreeNode no) {
    TreeNode rest = no;
    List<Double> ascending = members.stream().sorted().toList();
    for (int i = ascending.size() - 1; i >= 0; i--) {
      List<Double> member = List.of(ascending.get(i));
      TreeNode equal =
          new TreeNode.Decision(feature, Comparison.GTE, member, missingHolds, yes, no);
      rest = new TreeNode.Decision(feature, Comparison.LEQ, member, missingHolds, equal, rest);
    }
    return rest;
  }

  private static TreeNode of(TreeNode node, IntFunction<Source> sources) {
    if (!(node instanceof TreeNode.Decision decision)) {
      return node;
    }
    Source source = sources.apply(decision.feature());
    MonotoneFunction function = source.function();
    if (function.equals(MonotoneFunction.IDENTITY)) {
      return new TreeNode.Decision(
          source.column(),
          decision.comparison(),
          decision.members(),
          decision.missingHolds(),
          of(decision.yes(), sources),
          of(decision.no(), sources));
    }
    if (decision.comparison() == Comparison.EQ || decision.comparison() == Comparison.MEMBER) {
      return of(
          ranges(
              decision.feature(),
              decision.members(),
              decision.missingHolds(),
              decision.yes(),
              decision.no()),
          sources);
    }
    if (decision.comparison() == Comparison.NEQ) { // NaN differs from every number
      return of(
          ranges(decision.feature(), decision.members(), false, decision.no(), decision.yes()),
          sources);
    }
    TreeNode yes = of(decision.yes(), sources);
    TreeNode no = of(decision.no(), sources);
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
