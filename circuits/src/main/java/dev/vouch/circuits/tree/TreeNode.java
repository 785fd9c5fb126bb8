package dev.vouch.circuits.tree;

import java.util.List;

/** A node of a decision tree. Immutable. */
public sealed interface TreeNode {
  /**
   * A decision.
   *
   * @param feature column that is compared
   * @param members thresholds: one, but for {@link Comparison#MEMBER}
   * @param missingHolds whether the comparison also holds for NaN
   * @param yes where it holds
   * @param no where it does not
   */
  record Decision(
      int feature,
      Comparison comparison,
      List<Double> members,
      boolean missingHolds,
      TreeNode yes,
      TreeNode no)
      implements TreeNode {
    public Decision {
      members = List.copyOf(members);
    }

    /** Where a value goes. */
    TreeNode next(double value) {
      boolean holds =
          (missingHolds && Double.isNaN(value))
              || members.stream().anyMatch(member -> comparison.holds(value, member));
      return holds ? yes : no;
    }
  }

  /**
   * What a row that ends here adds.
   *
   * @param votes in the order in which they were given
   */
  record Leaf(List<Vote> votes) implements TreeNode {
    public Leaf {
      votes = List.copyOf(votes);
    }
  }

  /** A weight for a target. */
  record Vote(int target, double weight) {}
}
