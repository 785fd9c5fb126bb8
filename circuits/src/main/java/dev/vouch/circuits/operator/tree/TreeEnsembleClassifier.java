package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.Attribute;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.score.ClassLabels;
import dev.vouch.circuits.operator.score.PostTransform;
import dev.vouch.circuits.operator.score.TwoClasses;
import dev.vouch.circuits.operator.score.Winner;
import dev.vouch.circuits.tree.Forest;
import dev.vouch.circuits.tree.Forest.Aggregate;
import dev.vouch.circuits.tree.TreeNode;
import dev.vouch.circuits.tree.TreeNode.Vote;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * TreeEnsembleClassifier, opsets 1 to 4: the class with the greatest score, and the scores. What
 * ONNX leaves open for two classes is done as onnxruntime does it:
 *
 * <pre>
 * votes for one class    the second class where the score is above 0, or above 1/2 if no vote is negative
 * votes for both         class 1 where the second score is above 0, else class 0, whatever the labels
 * </pre>
 *
 * Labels that are strings are given by their positions in the list.
 */
final class TreeEnsembleClassifier implements Expanded {
  @Override
  public String type() {
    return "TreeEnsembleClassifier";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    long[] labels = labels(node);
    if (labels.length < 2) {
      throw new UnsupportedNodeException("a classifier of " + labels.length + " classes");
    }
    List<TreeNode> trees = ClassicTrees.read(node, "class", labels.length);
    double @Nullable [] given = Columns.reals(node, "base_values");
    double[] base = given == null ? new double[0] : given;
    PostTransform transform = PostTransform.of(node);
    if (labels.length > 2) {
      severalClasses(node, expansion, trees, labels, base, transform);
    } else {
      twoClasses(node, expansion, trees, labels, base, transform);
    }
  }

  private static long[] labels(Node node) {
    long[] integers = node.integers("classlabels_int64s");
    List<String> texts = node.texts("classlabels_strings");
    if (integers != null && integers.length > 0) {
      return integers;
    }
    if (texts == null || texts.isEmpty()) {
      throw new InvalidNodeException("class labels are missing");
    }
    return LongStream.range(0, texts.size()).toArray();
  }

  private static void severalClasses(
      Node node,
      Expansion expansion,
      List<TreeNode> trees,
      long[] labels,
      double[] base,
      PostTransform transform) {
    if (base.length != 0 && base.length != labels.length) {
      throw new InvalidNodeException(
          base.length + " base values for " + labels.length + " classes");
    }
    List<Double> added = padded(base, labels.length);
    Forest forest = new Forest(trees, labels.length, Aggregate.SUM, added);
    String scores = Scores.add(expansion, node.input(0), forest);
    int[] candidates = base.length == 0 ? candidates(forest) : all(labels.length);
    String compared =
        candidates.length == labels.length ? scores : columns(expansion, scores, candidates);
    long[] shown = Arrays.stream(candidates).mapToLong(place -> labels[place]).toArray();
    expansion.output(0, ClassLabels.of(shown).at(expansion, Winner.add(expansion, compared)));
    expansion.output(1, transform.of(expansion, scores));
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /**
   * The classes that can win: those that rows have votes for, even if all scores are negative.
   *
   * @throws UnsupportedNodeException if these depend on the row, and a class without votes could
   *     have the greatest score
   */
  private static int[] candidates(Forest forest) {
    if (forest.isSurelyPositive()) {
      return all(forest.targets());
    }
    int[] voted = forest.votes().stream().mapToInt(Vote::target).distinct().sorted().toArray();
    if (voted.length == 0 || forest.certainTargets().size() < voted.length) {
      throw new UnsupportedNodeException(
          "rows may reach no leaf that votes for a class, which then cannot win, and scores may be"
              + " negative or 0");
    }
    return voted;
  }

  private static List<Double> padded(double[] base, int length) {
    return Arrays.stream(Arrays.copyOf(base, length)).boxed().toList();
  }

  private static String scores(
      Node node, Expansion expansion, List<TreeNode> trees, List<Double> base) {
    Forest forest = new Forest(trees, base.size(), Aggregate.SUM, base);
    return Scores.add(expansion, node.input(0), forest);
  }

  private static void twoClasses(
      Node node,
      Expansion expansion,
      List<TreeNode> trees,
      long[] labels,
      double[] base,
      PostTransform transform) {
    Forest forest = new Forest(trees, 2, Aggregate.SUM, List.of(0.0, 0.0));
    List<Vote> votes = forest.votes();
    boolean first = votes.stream().anyMatch(vote -> vote.target() == 0);
    boolean second = votes.stream().anyMatch(vote -> vote.target() == 1);
    boolean positive = votes.stream().allMatch(vote -> vote.weight() >= 0);
    if (base.length > 2) {
      throw new InvalidNodeException(base.length + " base values for 2 classes");
    }
    if (base.length == 2 && second && !first) {
      throw new UnsupportedNodeException(
          base.length + " base values where only the second of two classes has votes");
    }
    if (second && !forest.certainTargets().contains(1)) {
      throw new UnsupportedNodeException(
          "rows may reach no leaf that votes for the second of two classes, which then is decided"
              + " and scored by other rules");
    }
    double threshold = positive && !(first && second) ? 0.5 : 0;
    if (first && !second && base.length < 2) {
      String score = scores(node, expansion, single(trees), padded(base, 1));
      String place = TwoClasses.above(expansion, score, threshold);
      expansion.output(0, ClassLabels.of(labels).at(expansion, place));
      boolean shares =
          positive || transform == PostTransform.LOGISTIC || transform == PostTransform.PROBIT;
      expansion.output(
          1,
          shares
              ? TwoClasses.scores(expansion, score, transform)
              : TwoClasses.opposite(expansion, score));
      return;
    }
    List<Double> added = base.length == 1 && second && !first ? List.of(0.0, 0.0) : padded(base, 2);
    String scores;
    if (first && second && base.length == 2) {
      // The second score is that of the first class, and the first its opposite.
      String score = scores(node, expansion, single(trees), List.of(base[1]));
      scores = TwoClasses.opposite(expansion, score);
    } else {
      scores = scores(node, expansion, trees, base.length == 2 ? List.of(base[0], 0.0) : added);
    }
    String deciding = columns(expansion, scores, second ? 1 : 0);
    ClassLabels shown = first && second ? ClassLabels.of(0, 1) : ClassLabels.of(labels);
    expansion.output(0, shown.at(expansion, TwoClasses.above(expansion, deciding, threshold)));
    expansion.output(1, transform.of(expansion, scores));
  }

  /** The same trees with the votes for the first class alone. */
  private static List<TreeNode> single(List<TreeNode> trees) {
    return trees.stream().map(TreeEnsembleClassifier::single).toList();
  }

  private static TreeNode single(TreeNode tree) {
    if (tree instanceof TreeNode.Leaf leaf) {
      return new TreeNode.Leaf(leaf.votes().stream().filter(vote -> vote.target() == 0).toList());
    }
    TreeNode.Decision decision = (TreeNode.Decision) tree;
    return new TreeNode.Decision(
        decision.feature(),
        decision.comparison(),
        decision.members(),
        decision.missingHolds(),
        single(decision.yes()),
        single(decision.no()));
  }

  private static String columns(Expansion expansion, String scores, int... columns) {
    long[] places = Arrays.stream(columns).asLongStream().toArray();
    String index = expansion.add("column", TensorData.ofVector(places));
    return expansion.add(
        "deciding", "Gather", List.of(scores, index), Map.of("axis", new Attribute.Integer(1)));
  }
}
