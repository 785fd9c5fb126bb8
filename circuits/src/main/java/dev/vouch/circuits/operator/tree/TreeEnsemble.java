package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.operator.Expanded;
import dev.vouch.circuits.operator.Expansion;
import dev.vouch.circuits.operator.feature.FeatureDomain;
import dev.vouch.circuits.operator.score.PostTransform;
import dev.vouch.circuits.operator.tree.TreeReader.Child;
import dev.vouch.circuits.operator.tree.TreeReader.Entry;
import dev.vouch.circuits.tree.Comparison;
import dev.vouch.circuits.tree.Forest;
import dev.vouch.circuits.tree.TreeNode;
import dev.vouch.circuits.tree.TreeNode.Vote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** TreeEnsemble of opset 5: decision trees with leaves of their own, and sets as thresholds. */
final class TreeEnsemble implements Expanded {
  @Override
  public String type() {
    return "TreeEnsemble";
  }

  @Override
  public String domain() {
    return FeatureDomain.NAME;
  }

  @Override
  public int sinceOpset() {
    return 5;
  }

  @Override
  public void expand(Node node, Expansion expansion) {
    int targets = Columns.targets(node);
    Forest forest =
        new Forest(
            trees(node, targets),
            targets,
            one(Forest.Aggregate.values(), node.integer("aggregate_function", 1)),
            Collections.nCopies(targets, 0.0));
    String scores = Scores.add(expansion, node.input(0), forest);
    PostTransform transform = one(PostTransform.values(), node.integer("post_transform", 0));
    expansion.output(0, transform.ofRegression(expansion, scores));
  }

  private static <T> T one(T[] values, long number) {
    if (number < 0 || number >= values.length) {
      throw new InvalidNodeException(number + " is none of " + Arrays.toString(values));
    }
    return values[(int) number];
  }

  private static List<TreeNode> trees(Node node, int targets) {
    Columns columns = new Columns(node, "nodes_featureids");
    int[] features = columns.integers("nodes_featureids");
    long[] modes = modes(node);
    double[] splits = tensor(node, "nodes_splits").toDoubles();
    int[] missing = columns.integersOrZeros("nodes_missing_value_tracks_true");
    int[] yes = columns.integers("nodes_truenodeids");
    int[] no = columns.integers("nodes_falsenodeids");
    int[] yesLeaf = columns.integers("nodes_trueleafs");
    int[] noLeaf = columns.integers("nodes_falseleafs");
    if (modes.length != columns.length() || splits.length != columns.length()) {
      throw new InvalidNodeException("modes, splits and features differ in number");
    }
    List<TreeNode.Leaf> leaves = leaves(node, targets);
    Map<Integer, List<Double>> sets = sets(node, modes);
    TreeReader reader =
        new TreeReader(
            columns.length(),
            row ->
                new Entry(
                    features[row],
                    one(Comparison.values(), modes[row]),
                    sets.getOrDefault(row, List.of(splits[row])),
                    missing[row] != 0,
                    child(leaves, yesLeaf[row] != 0, yes[row]),
                    child(leaves, noLeaf[row] != 0, no[row])));
    return Arrays.stream(new Columns(node, "tree_roots").integers("tree_roots"))
        .mapToObj(root -> reader.tree(new Child.OfEntry(root)))
        .toList();
  }

  private static long[] modes(Node node) {
    TensorData modes = tensor(node, "nodes_modes");
    if (modes.isFloating()) {
      throw new InvalidNodeException("nodes_modes holds floating-point numbers");
    }
    return modes.longs();
  }

  private static Child child(List<TreeNode.Leaf> leaves, boolean leaf, int number) {
    if (!leaf) {
      return new Child.OfEntry(number);
    }
    if (number < 0 || number >= leaves.size()) {
      throw new InvalidNodeException("a branch names leaf " + number + " of " + leaves.size());
    }
    return new Child.OfLeaf(leaves.get(number));
  }

  private static List<TreeNode.Leaf> leaves(Node node, int targets) {
    Columns columns = new Columns(node, "leaf_targetids");
    int[] target = columns.integers("leaf_targetids");
    double[] weights = tensor(node, "leaf_weights").toDoubles();
    if (weights.length != target.length) {
      throw new InvalidNodeException(weights.length + " weights for " + target.length + " leaves");
    }
    List<TreeNode.Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < target.length; i++) {
      if (target[i] < 0 || target[i] >= targets) {
        throw new InvalidNodeException("a leaf votes for target " + target[i] + " of " + targets);
      }
      leaves.add(new TreeNode.Leaf(List.of(new Vote(target[i], weights[i]))));
    }
    return leaves;
  }

  /** The members of each node that tests for some, in the order of the nodes; NaN ends a set. */
  private static Map<Integer, List<Double>> sets(Node node, long[] modes) {
    TensorData given = node.tensor("membership_values");
    double[] values = given == null ? new double[0] : given.toDoubles();
    Map<Integer, List<Double>> sets = new HashMap<>();
    int at = 0;
    for (int row = 0; row < modes.length; row++) {
      if (modes[row] == Comparison.MEMBER.ordinal()) {
        List<Double> members = new ArrayList<>();
        for (; at < values.length && !Double.isNaN(values[at]); at++) {
          members.add(values[at]);
        }
        at++;
        if (members.isEmpty()) {
          throw new InvalidNodeException("node " + row + " tests for no members");
        }
        sets.put(row, members.stream().distinct().toList());
      }
    }
    return sets;
  }

  private static TensorData tensor(Node node, String name) {
    return node.required(name, node::tensor);
  }
}
