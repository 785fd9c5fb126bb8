package dev.vouch.circuits.operator.tree;

import dev.vouch.circuits.node.InvalidNodeException;
import dev.vouch.circuits.node.UnsupportedNodeException;
import dev.vouch.circuits.tree.Comparison;
import dev.vouch.circuits.tree.TreeNode;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Builds trees of nodes that name their children by numbers, and refuses what is no tree: a node
 * that two others name, or that leads back to itself.
 */
final class TreeReader {
  private static final int MAX_DEPTH = 256;

  private final IntFunction<Entry> entries;
  private final boolean[] seen;

  /** A node that decides. */
  record Entry(
      int feature,
      Comparison comparison,
      List<Double> members,
      boolean missingHolds,
      Child yes,
      Child no) {}

  /** What a branch names: another entry, or a leaf. */
  sealed interface Child {
    /** The entry of that number. */
    record OfEntry(int number) implements Child {}

    /** A leaf. */
    record OfLeaf(TreeNode.Leaf leaf) implements Child {}
  }

  /**
   * A reader of the nodes of an operator.
   *
   * @param count of entries
   * @param entries by number
   */
  TreeReader(int count, IntFunction<Entry> entries) {
    this.entries = entries;
    this.seen = new boolean[count];
  }

  /** The tree below a branch. */
  TreeNode tree(Child root) {
    return tree(root, 0);
  }

  /** Whether some tree that was read has an entry. */
  boolean hasRead(int number) {
    return seen[number];
  }

  private TreeNode tree(Child child, int depth) {
    if (child instanceof Child.OfLeaf leaf) {
      return leaf.leaf();
    }
    int number = ((Child.OfEntry) child).number();
    if (number < 0 || number >= seen.length) {
      throw new InvalidNodeException("a branch names node " + number + " of " + seen.length);
    }
    if (seen[number]) {
      throw new InvalidNodeException("two branches lead to node " + number + ": it is no tree");
    }
    if (depth == MAX_DEPTH) {
      throw new UnsupportedNodeException("a tree has more than " + MAX_DEPTH + " levels");
    }
    seen[number] = true;
    Entry entry = entries.apply(number);
    if (entry.feature() < 0) {
      throw new InvalidNodeException("node " + number + " looks at column " + entry.feature());
    }
    return new TreeNode.Decision(
        entry.feature(),
        entry.comparison(),
        entry.members(),
        entry.missingHolds(),
        tree(entry.yes(), depth + 1),
        tree(entry.no(), depth + 1));
  }
}
