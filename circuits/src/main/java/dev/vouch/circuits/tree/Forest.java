package dev.vouch.circuits.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Decision trees whose leaves vote for targets. Immutable.
 *
 * @param trees their roots
 * @param targets how many there are
 * @param aggregate what becomes of the votes for a target
 * @param base added to each target afterwards; one number a target
 */
public record Forest(List<TreeNode> trees, int targets, Aggregate aggregate, List<Double> base) {
  /** What becomes of the votes for a target; the number is TreeEnsemble's of opset 5. */
  public enum Aggregate {
    AVERAGE,
    SUM,
    MIN,
    MAX
  }

  public Forest {
    trees = List.copyOf(trees);
    base = List.copyOf(base);
  }

  /** The scores of a row, one for each target, in double arithmetic. */
  public double[] scores(double[] row) {
    double[] scores = new double[targets];
    boolean[] voted = new boolean[targets];
    for (TreeNode tree : trees) {
      for (TreeNode.Vote vote : leaf(tree, row).votes()) {
        int target = vote.target();
        scores[target] = voted[target] ? joined(scores[target], vote.weight()) : vote.weight();
        voted[target] = true;
      }
    }
    for (int target = 0; target < targets; target++) {
      double score =
          aggregate == Aggregate.AVERAGE ? scores[target] / trees.size() : scores[target];
      scores[target] = score + base.get(target);
    }
    return scores;
  }

  private double joined(double score, double weight) {
    return switch (aggregate) {
      case AVERAGE, SUM -> score + weight;
      case MIN -> Math.min(score, weight);
      case MAX -> Math.max(score, weight);
    };
  }

  private static TreeNode.Leaf leaf(TreeNode tree, double[] row) {
    TreeNode node = tree;
    while (node instanceof TreeNode.Decision decision) {
      node = decision.next(row[decision.feature()]);
    }
    return (TreeNode.Leaf) node;
  }

  /** The same trees, those that vote for one target side by side. */
  public Forest byTarget() {
    Optional<int[]> single = singleTargets();
    if (single.isEmpty()) {
      return this;
    }
    List<TreeNode> sorted =
        IntStream.range(0, trees.size())
            .boxed()
            .sorted(Comparator.comparingInt(tree -> single.get()[tree]))
            .map(trees::get)
            .toList();
    return new Forest(sorted, targets, aggregate, base);
  }

  /** The columns that decisions look at, in ascending order. */
  public SortedSet<Integer> columns() {
    SortedSet<Integer> columns = new TreeSet<>();
    List<TreeNode> open = new ArrayList<>(trees);
    while (!open.isEmpty()) {
      if (open.remove(open.size() - 1) instanceof TreeNode.Decision decision) {
        columns.add(decision.feature());
        open.addAll(List.of(decision.yes(), decision.no()));
      }
    }
    return columns;
  }

  /** All leaves of all trees. */
  public List<TreeNode.Leaf> leaves() {
    return leaves(trees);
  }

  /** All votes of all leaves. */
  public List<TreeNode.Vote> votes() {
    return leaves().stream().flatMap(leaf -> leaf.votes().stream()).toList();
  }

  private static List<TreeNode.Leaf> leaves(List<TreeNode> trees) {
    List<TreeNode.Leaf> leaves = new ArrayList<>();
    List<TreeNode> open = new ArrayList<>(trees);
    while (!open.isEmpty()) {
      TreeNode node = open.remove(open.size() - 1);
      if (node instanceof TreeNode.Decision decision) {
        open.addAll(List.of(decision.yes(), decision.no()));
      } else {
        leaves.add((TreeNode.Leaf) node);
      }
    }
    return leaves;
  }

  /** Whether votes are added up, so that several of a leaf for one target count as one. */
  private boolean sums() {
    return aggregate == Aggregate.SUM || aggregate == Aggregate.AVERAGE;
  }

  /** The targets that every row gets a vote for: all leaves of some tree have one. */
  public Set<Integer> certainTargets() {
    Set<Integer> all = new HashSet<>();
    votes().forEach(vote -> all.add(vote.target()));
    Set<Integer> certain = new HashSet<>();
    for (TreeNode tree : trees) {
      Set<Integer> common = new HashSet<>(all);
      for (TreeNode.Leaf leaf : leaves(List.of(tree))) {
        common.retainAll(leaf.votes().stream().map(TreeNode.Vote::target).toList());
      }
      certain.addAll(common);
    }
    return certain;
  }

  /** Whether no vote is negative and every row gets a positive one. */
  public boolean isSurelyPositive() {
    return votes().stream().allMatch(vote -> vote.weight() >= 0)
        && trees.stream()
            .anyMatch(
                tree ->
                    leaves(List.of(tree)).stream()
                        .allMatch(
                            leaf -> leaf.votes().stream().anyMatch(vote -> vote.weight() > 0)));
  }

  /**
   * For each tree the only target that its leaves vote for, each leaf once unless there is but one
   * sum; empty where some tree has leaves that vote for several, or for none.
   */
  public Optional<int[]> singleTargets() {
    int[] single = new int[trees.size()];
    if (targets == 1 && sums()) {
      return Optional.of(single);
    }
    Arrays.fill(single, -1);
    for (int i = 0; i < single.length; i++) {
      for (TreeNode.Leaf leaf : leaves(trees.subList(i, i + 1))) {
        List<TreeNode.Vote> votes = leaf.votes();
        int target = votes.size() == 1 ? votes.get(0).target() : -1;
        if (target < 0 || (single[i] >= 0 && single[i] != target)) {
          return Optional.empty();
        }
        single[i] = target;
      }
    }
    return Optional.of(single);
  }
}
