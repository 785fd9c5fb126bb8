package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.Node;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.operator.tree.TreeReader.Child;
import dev.vouch.circuits.operator.tree.TreeReader.Entry;
import dev.vouch.circuits.tree.Comparison;
import dev.vouch.circuits.tree.TreeNode;
import dev.vouch.circuits.tree.TreeNode.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The trees of TreeEnsembleClassifier and TreeEnsembleRegressor: nodes are named by a tree and a
 * number, leaves are among them, and votes stand in a list of their own.
 */
final class ClassicTrees {
  private static final String LEAF = "LEAF";

  private final Map<NodeId, Integer> rows = new HashMap<>();
  private final Map<Integer, List<Vote>> votes = new HashMap<>();
  private final int[] trees;
  private final int[] ids;
  private final int[] features;
  private final List<String> modes;
  private final double[] thresholds;
  private final int[] missing;
  private final int[] yes;
  private final int[] no;

  /** A node of a tree. */
  private record NodeId(int tree, int node) {}

  private ClassicTrees(Node node) {
    Columns columns = new Columns(node, "nodes_nodeids");
    this.trees = columns.integers("nodes_treeids");
    this.ids = columns.integers("nodes_nodeids");
    this.features = columns.integers("nodes_featureids");
    this.modes = columns.texts("nodes_modes");
    this.thresholds = columns.reals("nodes_values");
    this.missing = columns.integersOrZeros("nodes_missing_value_tracks_true");
    this.yes = columns.integers("nodes_truenodeids");
    this.no = columns.integers("nodes_falsenodeids");
    for (int row = 0; row < ids.length; row++) {
      if (rows.put(new NodeId(trees[row], ids[row]), row) != null) {
        throw new InvalidNodeException("tree " + trees[row] + " has two nodes " + ids[row]);
      }
    }
  }

  /**
   * The roots, in the order in which trees appear.
   *
   * @param votesOf what the names of the votes' columns begin with: {@code class} or {@code target}
   * @param targets how many there are
   */
  static List<TreeNode> read(Node node, String votesOf, int targets) {
    ClassicTrees trees = new ClassicTrees(node);
    trees.readVotes(node, votesOf, targets);
    TreeReader reader = new TreeReader(trees.ids.length, trees::entry);
    List<TreeNode> roots =
        trees.roots().stream().map(root -> reader.tree(trees.child(root))).toList();
    trees.requireRead(reader);
    return roots;
  }

  private void readVotes(Node node, String prefix, int targets) {
    Columns columns = new Columns(node, prefix + "_nodeids");
    int[] tree = columns.integers(prefix + "_treeids");
    int[] leaf = columns.integers(prefix + "_nodeids");
    int[] target = columns.integers(prefix + "_ids");
    double[] weight = columns.reals(prefix + "_weights");
    for (int i = 0; i < columns.length(); i++) {
      if (target[i] < 0 || target[i] >= targets) {
        throw new InvalidNodeException("a vote for target " + target[i] + " of " + targets);
      }
      Vote vote = new Vote(target[i], weight[i]);
      votes.computeIfAbsent(row(tree[i], leaf[i]), first -> new ArrayList<>()).add(vote);
    }
  }

  private int row(int tree, int node) {
    Integer row = rows.get(new NodeId(tree, node));
    if (row == null) {
      throw new InvalidNodeException("tree " + tree + " has no node " + node);
    }
    return row;
  }

  private boolean isLeaf(int row) {
    return modes.get(row).equals(LEAF);
  }

  /** Of each tree the first node, the one that no branch leads to. */
  private List<Integer> roots() {
    boolean[] named = new boolean[ids.length];
    for (int row = 0; row < ids.length; row++) {
      if (!isLeaf(row)) {
        named[row(trees[row], yes[row])] = true;
        named[row(trees[row], no[row])] = true;
      }
    }
    Set<Integer> begun = new HashSet<>();
    List<Integer> roots = new ArrayList<>();
    for (int row = 0; row < ids.length; row++) {
      boolean first = row == 0 || trees[row] != trees[row - 1];
      if (first && !begun.add(trees[row])) {
        throw new UnsupportedNodeException(
            "the nodes of tree " + trees[row] + " are not listed side by side");
      }
      if (first && named[row]) {
        throw new UnsupportedNodeException(
            "the first node of tree "
                + trees[row]
                + ", at which onnxruntime starts, is not its root: a branch leads to it");
      }
      if (!first && !named[row]) {
        throw new InvalidNodeException(
            "no branch leads to node " + ids[row] + " of tree " + trees[row]);
      }
      if (first) {
        roots.add(row);
      }
    }
    return roots;
  }

  /** Refuses nodes that lead only to one another. */
  private void requireRead(TreeReader reader) {
    for (int row = 0; row < ids.length; row++) {
      if (!isLeaf(row) && !reader.hasRead(row)) {
        throw new InvalidNodeException(
            "no branches lead from the root of tree " + trees[row] + " to node " + ids[row]);
      }
    }
  }

  private Child child(int row) {
    return isLeaf(row)
        ? new Child.OfLeaf(new TreeNode.Leaf(votes.getOrDefault(row, List.of())))
        : new Child.OfEntry(row);
  }

  private Entry entry(int row) {
    Comparison comparison =
        Comparison.of(modes.get(row))
            .filter(mode -> mode != Comparison.MEMBER)
            .orElseThrow(() -> new InvalidNodeException("unknown mode " + modes.get(row)));
    return new Entry(
        features[row],
        comparison,
        List.of(thresholds[row]),
        missing[row] != 0,
        child(row(trees[row], yes[row])),
        child(row(trees[row], no[row])));
  }
}
