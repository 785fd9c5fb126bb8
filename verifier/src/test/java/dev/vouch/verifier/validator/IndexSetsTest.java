package dev.vouch.verifier.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Sets are the same if they have the same indices, however they came about. */
class IndexSetsTest {
  private static IndexSets of(int[]... axes) {
    BitSet[] sets = new BitSet[axes.length];
    Arrays.setAll(
        sets,
        axis -> {
          BitSet set = new BitSet();
          set.set(500);
          set.clear(500);
          Arrays.stream(axes[axis]).forEach(set::set);
          return set;
        });
    return new IndexSets(sets);
  }

  @Test
  void orderAndEqualityAgree() {
    IndexSets sets = of(new int[] {0, 70}, new int[] {3});
    IndexSets same = of(new int[] {0, 70}, new int[] {3});
    assertThat(sets).isEqualTo(same).hasSameHashCodeAs(same).isEqualByComparingTo(same);
    for (IndexSets other :
        new IndexSets[] {
          of(new int[] {0, 71}, new int[] {3}),
          of(new int[] {0, 70}, new int[] {4}),
          of(new int[] {0}, new int[] {3})
        }) {
      assertThat(sets).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
      assertThat(Integer.signum(sets.compareTo(other)))
          .isEqualTo(-Integer.signum(other.compareTo(sets)))
          .isNotZero();
    }
    assertThat(sets).isNotEqualTo("sets");
    assertThat(sets.rank()).isEqualTo(2);
    assertThat(sets.axis(1).nextSetBit(0)).isEqualTo(3);
  }
}
