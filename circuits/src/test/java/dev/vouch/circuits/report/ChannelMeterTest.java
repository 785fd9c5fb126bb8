package dev.vouch.circuits.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.circuits.program.CoarseOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Columns beside one of 0 to 1, all rounded to steps of 2^-15. */
class ChannelMeterTest {
  private static final int BITS = 16;
  private static final int ROWS = 400;
  private static final double STEP = 0x1p-15;

  /** Which columns, from 1 on, are coarse; the others go from one value to another. */
  private static List<Integer> coarse(double step, double[]... columns) {
    int width = columns.length + 1;
    ChannelMeter meter = ChannelMeter.along(new int[] {ROWS, width}, BITS, 1).get(0);
    Random random = new Random(5);
    double[] expected =
        IntStream.range(0, ROWS * width)
            .mapToDouble(cell -> value(cell % width, random.nextDouble(), columns))
            .toArray();
    double[] actual = Arrays.stream(expected).map(y -> Math.rint(y / step) * step).toArray();
    meter.add(expected, actual, cell -> step);
    Optional<CoarseOutput> found = meter.coarse("y", 1, 2);
    return found.stream()
        .flatMap(output -> output.slices().stream())
        .map(CoarseOutput.Slice::index)
        .toList();
  }

  private static double value(int column, double share, double[]... columns) {
    return column == 0
        ? share
        : columns[column - 1][0] + share * (columns[column - 1][1] - columns[column - 1][0]);
  }

  private static double[] between(double least, double most) {
    return new double[] {least, most};
  }

  @Test
  void smallColumnsAreCoarseWhetherTheyBecomeZeroOrAFewSteps() {
    assertThat(
            coarse(
                STEP,
                between(0, STEP / 4),
                between(-STEP / 8, STEP / 8),
                between(0, 12 * STEP),
                between(-12 * STEP, 12 * STEP),
                between(3.6 * STEP, 3.9 * STEP)))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(coarse(STEP, between(0, 100 * STEP), between(-100 * STEP, 0))).isEmpty();
  }

  @Test
  void fewStepsOnTopOfALargeValueAreCoarseOnlyWhereHardlyAnyAreLeft() {
    assertThat(coarse(STEP, between(0.5, 0.5 + 12 * STEP), between(-0.9, -0.9 + 30 * STEP)))
        .isEmpty();
    assertThat(coarse(16 * STEP, between(0.5, 0.5 + 32 * STEP), between(-0.9, -0.9 + 9 * STEP)))
        .containsExactly(1, 2);
  }

  @Test
  void saturatedColumnsAreNotCoarse() {
    assertThat(
            coarse(
                STEP,
                between(-1, -1 + STEP / 4),
                between(1 - 1.9 * STEP, 1),
                between(-1, -1 + 1e-5)))
        .isEmpty();
  }

  @Test
  void aTensorThatVariesLittleAltogetherIsCoarse() {
    ChannelMeter meter = ChannelMeter.whole(2, BITS);
    double[] expected = {1000, 1000.004};
    meter.add(expected, new double[] {1000, 1000}, cell -> 0x1p-6);
    assertThat(meter.coarse("y", CoarseOutput.WHOLE, 2)).isPresent();
  }
}
