package dev.vouch.circuits.operator.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
  @Test
  void errorFunctionIsExact() {
    // Abramowitz and Stegun, table 7.1; 3.5 and 5.5 from erfc to 20 digits.
    assertThat(ErrorFunction.erf(0.5)).isCloseTo(0.5204998778130465, within(2e-16));
    assertThat(ErrorFunction.erf(1)).isCloseTo(0.8427007929497149, within(2e-16));
    assertThat(ErrorFunction.erf(-2)).isCloseTo(-0.9953222650189527, within(2e-16));
    assertThat(ErrorFunction.erf(3.5)).isCloseTo(0.9999992569016276, within(2e-16));
    assertThat(ErrorFunction.erf(5.5)).isCloseTo(0.9999999999999927, within(2e-16));
    assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(ErrorFunction.erf(1e-300)).isCloseTo(1.1283791670955126e-300, within(1e-315));
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
  }
}
