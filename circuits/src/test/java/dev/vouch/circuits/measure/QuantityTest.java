package dev.vouch.circuits.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published of a number. */
class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "MAGNITUDE, 1.0, 1.0",
    "MAGNITUDE, 1.01, 1.0625",
    "MAGNITUDE, 31.9, 32.0",
    "BOUND, 0.26, 0.5",
    "BOUND, 0.5, 0.5",
    "BOUND, 0.0, 0.0",
    "INTEGERS, 0.0, 0.0",
    "INTEGERS, 200.0, 255.0",
    "INTEGERS, 256.0, 511.0",
    "LEAST, 0.3, 0.25",
    "LEAST_SLICE, 0.3, 0.5",
    "LOWEST, -1.01, -1.0625",
    "HIGHEST, 2.05, 2.125",
    "WEIGHTS, 0.7, 1.0",
    "LEAST_WEIGHT, 0.7, 0.5",
  })
  void isRounded(Quantity quantity, double exact, double published) {
    assertThat(quantity.canonical(exact)).isEqualTo(published);
  }

  /** An audit takes what is published as it is. */
  @ParameterizedTest
  @EnumSource
  void roundingAgainChangesNothing(Quantity quantity) {
    for (double exact : new double[] {0, 1e-300, 0.1, 1, 3.7, 1000, 1e300}) {
      double published = quantity.canonical(exact);
      assertThat(quantity.canonical(published)).isEqualTo(published);
    }
  }

  @Test
  void labelsAreDifferent() {
    assertThat(Quantity.values()).extracting(Quantity::label).doesNotHaveDuplicates();
    assertThat(Choice.values()).extracting(Choice::label).doesNotHaveDuplicates();
  }
}
