package dev.vouch.circuits.lowering.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.circuits.integer.Interval;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Tables that reach further one after the other. */
class NestedTablesTest {
  private static final int BITS = 16;
  private static final double ALLOWED = 0x1p-9;

  private static List<NestedTables.Table> tables(DoubleUnaryOperator f, double reach) {
    return new NestedTables(reach, BITS, ALLOWED).of(f, reach);
  }

  /** What the tables say of x together, each of the step nearest to x or of its end. */
  private static double sum(List<NestedTables.Table> tables, double x) {
    return tables.stream()
        .mapToDouble(
            table -> {
              long step = Math.round(Math.scalb(x, table.scale()));
              long row = Interval.signed(BITS).clamp(step);
              return table.f().applyAsDouble(Math.scalb((double) row, -table.scale()));
            })
        .sum();
  }

  @Test
  void functionsThatAreNotSteepHaveOneTable() {
    assertThat(tables(Math::tanh, 6)).hasSize(1);
    assertThat(tables(x -> x, 1)).hasSize(1);
  }

  @Test
  void steepOnesAreAsExactNearZeroAsFarFromIt() {
    double reach = 40_000;
    List<NestedTables.Table> tables = tables(Math::atan, reach);
    assertThat(tables).hasSizeGreaterThan(1);
    assertThat(tables).isSortedAccordingTo((a, b) -> Integer.compare(b.scale(), a.scale()));
    for (double x = 1e-3; x < reach; x *= 1.07) {
      assertThat(sum(tables, x)).isCloseTo(Math.atan(x), within(ALLOWED));
      assertThat(sum(tables, -x)).isCloseTo(Math.atan(-x), within(ALLOWED));
    }
  }

  @Test
  void noTableIsFineEnoughForJumps() {
    assertThat(tables(Math::signum, 1000)).hasSize(1);
    assertThat(tables(x -> x > 3 ? x : 0, 1000)).hasSize(1);
  }
}
