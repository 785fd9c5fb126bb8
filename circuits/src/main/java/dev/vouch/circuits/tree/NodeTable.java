package dev.vouch.circuits.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The trees of a forest as rows that a descent looks up (docs/spec/primitives.md §10): each row
 * leads to the row {@code left} where its feature is at most its threshold, else to the one behind
 * it. A comparison with one threshold is one row; others search their regions by halves, and rows
 * that lead to one place in any case take the way to what several regions share.
 *
 * <p>Rows that stand side by side are a block. Roots come first, in order, so that their places,
 * which are public, say nothing of the trees. Blocks with leaves that are reached above the
 * greatest depth come after those without, and blocks of other leaves last: decisions have the
 * first rows, leaves the last ones, and both tables are short.
 */
public final class NodeTable {
  private static final int ROOT = 0;
  private static final int NO_LEAVES = 1;
  private static final int EARLY_LEAVES = 2;
  private static final int LATE_LEAVES = 3;

  private final List<Grid> grids;
  private final int columns;
  private final List<List<Slot>> blocks = new ArrayList<>();
  private final List<Slot> roots = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private int depth;
  private int decisions;
  private int firstLeaf;

  /** A row: a comparison where {@code leaf} is null. */
  private static final class Slot {
    private TreeNode.@Nullable Leaf leaf;
    private int column;
    private long threshold;
    private @Nullable Slot left;
    private @Nullable Slot right;
    private boolean early; // a leaf that some row reaches above the greatest depth
    private int row;
  }

  /** A node and the slot that it takes. */
  private record Open(TreeNode node, Slot slot) {}

  private NodeTable(List<Grid> grids) {
    this.grids = grids;
    this.columns = grids.size();
  }

  /**
   * The table of a forest.
   *
   * @param grids of the columns of a row of features; as many columns follow in which NaN is the
   *     least of all
   */
  public static NodeTable of(Forest forest, List<Grid> grids) {
    NodeTable table = new NodeTable(List.copyOf(grids));
    for (TreeNode tree : forest.trees()) {
      table.grow(tree);
    }
    table.measure();
    table.number();
    return table;
  }

  private void grow(TreeNode tree) {
    Slot root = new Slot();
    roots.add(root);
    blocks.add(List.of(root));
    Deque<Open> open = new ArrayDeque<>(List.of(new Open(tree, root)));
    while (!open.isEmpty()) {
      Open next = open.pop();
      if (next.node() instanceof TreeNode.Leaf leaf) {
        next.slot().leaf = leaf;
      } else {
        TreeNode.Decision decision = (TreeNode.Decision) next.node();
        Regions regions = Regions.of(decision, grids.get(decision.feature()));
        Slot[] ends = new Slot[2];
        search(decision.feature(), regions, 0, regions.holds().size() - 1, next.slot(), ends);
        open.push(new Open(decision.no(), ends[0]));
        open.push(new Open(decision.yes(), ends[1]));
      }
    }
  }

  /** Finds among regions; the first slots of either outcome are left in {@code ends}. */
  private void search(int feature, Regions regions, int first, int last, Slot slot, Slot[] ends) {
    if (first == last) {
      int outcome = regions.holds().get(first) ? 1 : 0;
      if (ends[outcome] == null) {
        ends[outcome] = slot;
      } else {
        alwaysLeft(slot, ends[outcome]);
      }
      return;
    }
    int middle = (first + last) / 2;
    slot.column = feature + (regions.missingFirst() ? columns : 0);
    slot.threshold = regions.ends().get(middle);
    Slot left = new Slot();
    Slot right = new Slot();
    slot.left = left;
    slot.right = right;
    blocks.add(List.of(left, right));
    search(feature, regions, first, middle, left, ends);
    search(feature, regions, middle + 1, last, right, ends);
  }

  private void alwaysLeft(Slot slot, Slot target) {
    slot.left = target;
    slot.threshold = aboveAll();
  }

  /** A threshold that no feature is above. */
  private long aboveAll() {
    return grids.stream().mapToLong(Grid::aboveAll).max().orElse(0);
  }

  /** Descends all trees at once: how deep they are, and which leaves are reached early. */
  private void measure() {
    Set<Slot> level = identitySet(roots);
    while (level.stream().anyMatch(slot -> slot.leaf == null) || depth == 0) {
      depth++;
      Set<Slot> below = identitySet(List.of());
      for (Slot slot : level) {
        if (slot.leaf != null) {
          slot.early = true;
          below.add(slot);
        } else {
          Stream.of(slot.left, slot.right).filter(Objects::nonNull).forEach(below::add);
        }
      }
      level = below;
    }
  }

  private static Set<Slot> identitySet(List<Slot> slots) {
    Set<Slot> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(slots);
    return set;
  }

  private void number() {
    blocks.sort(Comparator.comparingInt(this::place));
    for (List<Slot> block : blocks) {
      for (Slot slot : block) {
        slot.row = slots.size();
        slots.add(slot);
      }
      if (place(block) < LATE_LEAVES) {
        decisions = slots.size();
      }
      if (place(block) <= NO_LEAVES) {
        firstLeaf = slots.size();
      }
    }
  }

  private int place(List<Slot> block) {
    if (block.stream().allMatch(slot -> slot.leaf == null)) {
      return block.size() == 1 ? ROOT : NO_LEAVES;
    }
    boolean late = block.stream().allMatch(slot -> slot.leaf != null && !slot.early);
    return late ? LATE_LEAVES : EARLY_LEAVES;
  }

  /** Levels to descend. */
  public int depth() {
    return depth;
  }

  /** The row of each tree's root, in the order of the trees. */
  public int[] roots() {
    return roots.stream().mapToInt(slot -> slot.row).toArray();
  }

  /** Whether some row reads a feature among those in which NaN is the least. */
  public boolean readsMissingFirst() {
    return slots.stream().anyMatch(slot -> slot.column >= columns);
  }

  /** The column that each row reads, of all rows that a descent may leave. */
  public long[] features() {
    return rows(slot -> slot.column);
  }

  /** The threshold of each row; of leaves one that no feature is above. */
  public long[] thresholds() {
    return rows(slot -> slot.leaf == null ? slot.threshold : aboveAll());
  }

  /** Where each row leads to; leaves to themselves. */
  public long[] left() {
    return rows(slot -> slot.left == null ? slot.row : slot.left.row);
  }

  private long[] rows(ToLongFunction<Slot> of) {
    return slots.subList(0, decisions).stream().mapToLong(of).toArray();
  }

  /** The first row that may be a leaf. */
  public int firstLeaf() {
    return firstLeaf;
  }

  /** From {@link #firstLeaf} on what each row votes: nothing where it is no leaf. */
  public List<List<TreeNode.Vote>> votes() {
    return slots.subList(firstLeaf, slots.size()).stream()
        .map(slot -> slot.leaf == null ? List.<TreeNode.Vote>of() : slot.leaf.votes())
        .toList();
  }
}
