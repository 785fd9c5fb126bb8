package dev.vouch.circuits.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A comparison as intervals of integers: region i ends at {@code ends[i]}, the last one has no end.
 *
 * @param ends ascending, the last integers of all regions but one
 * @param holds for each region whether the comparison does
 * @param missingFirst whether NaN has to count as less than all numbers, rather than more
 */
record Regions(List<Long> ends, List<Boolean> holds, boolean missingFirst) {
  Regions {
    ends = List.copyOf(ends);
    holds = List.copyOf(holds);
  }

  static Regions of(TreeNode.Decision decision, Grid grid) {
    List<Long> ends = new ArrayList<>();
    List<Boolean> holds = new ArrayList<>();
    boolean inside = decision.comparison() != Comparison.NEQ;
    double threshold = decision.members().get(0);
    switch (decision.comparison()) {
      case LEQ, LT, GTE, GT -> {
        if (Double.isNaN(threshold)) {
          ends.add(grid.greatestNumber()); // for no number
          holds.addAll(List.of(false, true));
          break;
        }
        boolean equal =
            decision.comparison() == Comparison.LEQ || decision.comparison() == Comparison.GT;
        boolean fromBelow =
            decision.comparison() == Comparison.LEQ || decision.comparison() == Comparison.LT;
        ends.add(equal ? grid.atMost(threshold) : grid.below(threshold));
        holds.addAll(List.of(fromBelow, !fromBelow));
      }
      case EQ, NEQ, MEMBER -> {
        holds.add(!inside);
        decision.members().stream()
            .map(member -> member + 0.0) // the two zeros are one number
            .distinct()
            .flatMapToLong(m -> LongStream.of(grid.below(m), grid.atMost(m)))
            .sorted()
            .forEach(
                end -> {
                  ends.add(end);
                  holds.add(!holds.get(holds.size() - 1));
                });
      }
    }
    boolean first = false;
    boolean ofMissing = decision.missingHolds() || decision.comparison() == Comparison.NEQ;
    if (grid.hasMissing() && holds.get(holds.size() - 1) != ofMissing) {
      first = holds.get(0) == ofMissing;
      if (!first) {
        ends.add(grid.greatestNumber());
        holds.add(ofMissing);
      }
    }
    return new Regions(ends, holds, first);
  }
}
