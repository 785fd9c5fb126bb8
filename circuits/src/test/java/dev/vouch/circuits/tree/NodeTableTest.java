package dev.vouch.circuits.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.tree.Forest.Aggregate;
import dev.vouch.circuits.tree.TreeNode.Decision;
import dev.vouch.circuits.tree.TreeNode.Leaf;
import dev.vouch.circuits.tree.TreeNode.Vote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random trees with all comparisons, NaN on either side: the table leads where the trees do. */
class NodeTableTest {
  private static final int COLUMNS = 3;
  private static final long MISSING = 1000;

  /** Whole numbers as they are, NaN above them. */
  private record Whole() implements Grid {
    @Override
    public long atMost(double threshold) {
      return Double.isNaN(threshold) ? -MISSING - 1 : (long) Math.floor(threshold);
    }

    @Override
    public long below(double threshold) {
      return Double.isNaN(threshold) ? -MISSING - 1 : (long) Math.ceil(threshold) - 1;
    }

    @Override
    public long greatestNumber() {
      return MISSING - 1;
    }

    @Override
    public long aboveAll() {
      return MISSING;
    }

    @Override
    public boolean hasMissing() {
      return true;
    }
  }

  private static TreeNode tree(Random random, int levels, int[] leaves) {
    if (levels == 0 || random.nextInt(6) == 0) {
      return new Leaf(List.of(new Vote(0, leaves[0]++)));
    }
    Comparison comparison = Comparison.values()[random.nextInt(Comparison.values().length)];
    List<Double> members = new ArrayList<>();
    int count = comparison == Comparison.MEMBER ? 1 + random.nextInt(4) : 1;
    while (members.size() < count) {
      double member = random.nextInt(12) == 0 ? Double.NaN : (random.nextInt(21) - 10) / 2.0;
      member = member == 0 && random.nextBoolean() ? -0.0 : member;
      if (!members.contains(member)) {
        members.add(member);
      }
    }
    return new Decision(
        random.nextInt(COLUMNS),
        comparison,
        members,
        random.nextBoolean(),
        tree(random, levels - 1, leaves),
        tree(random, levels - 1, leaves));
  }

  /** Where the rows of a table lead from a root. */
  private static int reached(NodeTable table, int root, double[] row) {
    int node = root;
    for (int level = 0; level < table.depth(); level++) {
      int column = (int) table.features()[node];
      double x = row[column % COLUMNS];
      long place = Double.isNaN(x) ? (column < COLUMNS ? MISSING : -MISSING) : (long) x;
      node = (int) table.left()[node] + (place > table.thresholds()[node] ? 1 : 0);
    }
    return node;
  }

  /** Public numbers say no more than which trees have one leaf only. */
  private static void requireRootsFirst(NodeTable table, List<TreeNode> trees) {
    int decisions = 0;
    for (int i = 0; i < trees.size(); i++) {
      if (trees.get(i) instanceof Decision) {
        assertThat(table.roots()[i]).isEqualTo(decisions++);
      }
    }
  }

  @Test
  void leadsToTheLeafOfEachTree() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      int[] leaves = {0};
      List<TreeNode> trees = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        trees.add(tree(random, random.nextInt(5), leaves));
      }
      Forest forest = new Forest(trees, 1, Aggregate.SUM, List.of(0.0));
      NodeTable table = NodeTable.of(forest, Collections.nCopies(COLUMNS, new Whole()));
      requireRootsFirst(table, trees);
      for (int sample = 0; sample < 40; sample++) {
        double[] row =
            random
                .doubles(COLUMNS, -7, 7)
                .map(x -> random.nextInt(8) == 0 ? Double.NaN : Math.rint(x))
                .toArray();
        double sum = 0;
        for (int root : table.roots()) {
          int leaf = reached(table, root, row);
          sum += table.votes().get(leaf - table.firstLeaf()).get(0).weight();
        }
        assertThat(sum).as("trial %d, row %s", trial, row).isEqualTo(forest.scores(row)[0]);
      }
    }
  }
}
