package dev.vouch.circuits.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No function differs from its table by more than is said, and what is said is no more than due.
 */
class TableChangeTest {
  private static final int ROWS = 4_000;
  private static final double STEP = 1.0 / 256;

  static Stream<Arguments> functions() {
    return Stream.of(
        function("tanh", x -> 9_000 * Math.tanh(x)),
        function("steep", x -> 30_000 / (1 + Math.exp(-40 * x))),
        function("corner", x -> 3_000 * Math.max(x - STEP / 3, 0)),
        function("wave", x -> 20_000 * Math.sin(9 * x)),
        function("fast wave", x -> 2_000 * Math.cos(200 * x)),
        function("flat", x -> 3.2 + 1e-3 * x));
  }

  private static Arguments function(String name, DoubleUnaryOperator f) {
    return Arguments.of(name, f);
  }

  private static double at(double row) {
    return (row - ROWS / 2) * STEP;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void holds(String name, DoubleUnaryOperator f) {
    long[] table = new long[ROWS];
    for (int row = 0; row < ROWS; row++) {
      table[row] = (long) Math.floor(f.applyAsDouble(at(row)) + 0.5);
    }
    TableChange change = new TableChange(table);
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      double reach = Math.scalb(random.nextDouble(), random.nextInt(11));
      int row = 1_100 + random.nextInt(ROWS - 2_200);
      double most = change.within(row, reach) + Errors.ROUNDING;
      double largest = 0;
      for (int j = 0; j < 40; j++) {
        double moved = row + reach * (j < 2 ? 2 * j - 1 : 2 * random.nextDouble() - 1);
        largest = Math.max(largest, Math.abs(f.applyAsDouble(at(moved)) - table[row]));
      }
      assertThat(largest).as("%s at row %d, within %s", name, row, reach).isLessThanOrEqualTo(most);
      if (reach > 1) {
        assertThat(most).isLessThanOrEqualTo(8 * largest + 1e4 * STEP * reach + 3);
      }
    }
  }

  @Test
  void nothingChangesWithoutError() {
    assertThat(new TableChange(1, 5, -3).within(1, 0)).isZero();
  }

  @Test
  void goesOnBeyondItsEnds() {
    long[] line = new long[100];
    for (int row = 0; row < line.length; row++) {
      line[row] = 3L * row;
    }
    assertThat(new TableChange(line).within(98, 5)).isBetween(15.0, 17.0);
    assertThat(new TableChange(4).within(0, 2.5)).isEqualTo(1);
  }
}
