package dev.vouch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void significantDigitsAreThoseOfTheFormatter() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.scalb((double) random.nextInt(), -random.nextInt(60));
      assertFormatted(value);
    }
    for (double value : new double[] {0, 1, -1, 0.5, 999999.5, 999999.4, 1e-4, 9.9999999e-5, 1e5}) {
      assertFormatted(value);
      assertFormatted(-value);
    }
  }

  private static void assertFormatted(double value) {
    String expected = value == 0 ? "0.00000" : String.format(Locale.ROOT, "%.6g", value);
    assertThat(Units.significant(value)).isEqualTo(expected);
  }

  @Test
  void timesHaveTheUnitThatSuits() {
    assertThat(Units.time(12_345_678)).isEqualTo("12.3 ms");
    assertThat(Units.time(999_960_000)).isEqualTo("1000.0 ms");
    assertThat(Units.time(2_345_678_901L)).isEqualTo("2.35 s");
    assertThat(Units.time(0)).isEqualTo("0.0 ms");
  }
}
