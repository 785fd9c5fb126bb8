package dev.vouch.circuits.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.integer.Interval;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thresholds among integers say what a comparison of the numbers says that they are cast to. */
class IntegerRoundingTest {
  private static IntegerRounding to(DataType... types) {
    return new IntegerRounding(Set.of("x"), List.of(types), true);
  }

  @Test
  void tiesGoToEvenNumbers() {
    Interval range = Interval.signed(40);
    IntegerRounding rounding = to(DataType.FLOAT);
    long most = 1L << 24;
    // 2^24 + 1 becomes 2^24, 2^24 + 3 becomes 2^24 + 4
    assertThat(rounding.atMost(most, range)).isEqualTo(most + 1);
    assertThat(rounding.below(most, range)).isEqualTo(most - 1);
    assertThat(rounding.atMost(most + 2, range)).isEqualTo(most + 2);
    assertThat(rounding.below(most + 4, range)).isEqualTo(most + 2);
    assertThat(rounding.atMost(-most, range)).isEqualTo(-most);
    assertThat(rounding.below(-most, range)).isEqualTo(-most - 2);
    assertThat(rounding.atMost(Double.NaN, range)).isEqualTo(range.lo() - 1);
    assertThat(rounding.atMost(Double.POSITIVE_INFINITY, range)).isEqualTo(range.hi());
    assertThat(rounding.below(-1e30, range)).isEqualTo(range.lo() - 1);
  }

  @Test
  void everyIntegerIsOnTheSideOfItsNumber() {
    Random random = new Random(5);
    for (IntegerRounding rounding :
        List.of(
            to(DataType.FLOAT),
            to(DataType.DOUBLE),
            to(DataType.DOUBLE, DataType.FLOAT),
            to(DataType.FLOAT16),
            to(DataType.BFLOAT16))) {
      for (int i = 0; i < 20_000; i++) {
        Interval range = Interval.signed(4 + random.nextInt(58));
        long at = range.clamp(random.nextLong() >> random.nextInt(62));
        double threshold = rounding.of(at) + (random.nextBoolean() ? 0 : random.nextInt(3) - 1);
        long n = range.clamp(at + random.nextInt(9) - 4);
        assertThat(n <= rounding.atMost(threshold, range)).isEqualTo(rounding.of(n) <= threshold);
        assertThat(n <= rounding.below(threshold, range)).isEqualTo(rounding.of(n) < threshold);
      }
    }
  }

  /** By way of float64 the tie that the last bit breaks would be one again. */
  @Test
  void integersAreRoundedOnce() {
    long above = (1L << 60) + (1L << 36) + 1;
    assertThat(to(DataType.FLOAT).of(above)).isEqualTo(0x1p60 + 0x1p37);
    assertThat(to(DataType.DOUBLE, DataType.FLOAT).of(above)).isEqualTo(0x1p60);
  }

  @Test
  void typesHoldIntegersOfSoManyDigits() {
    assertThat(to(DataType.FLOAT).isExact(new Interval(-(1L << 24), 1L << 24))).isTrue();
    assertThat(to(DataType.FLOAT).isExact(new Interval(0, (1L << 24) + 1))).isFalse();
    assertThat(to(DataType.DOUBLE, DataType.FLOAT16).isExact(new Interval(-2049, 0))).isFalse();
  }
}
