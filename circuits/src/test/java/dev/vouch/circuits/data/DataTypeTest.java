package dev.vouch.circuits.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTypeTest {
  @ParameterizedTest
  @CsvSource({
    "INT8, 130, -126", "INT8, -128, -128", "UINT8, -1, 255", "UINT8, 256, 0",
        "INT16, 32768, -32768",
    "UINT32, -1, 4294967295", "INT64, -5, -5", "UINT64, -5, -5", "BOOL, 7, 1", "BOOL, 0, 0"
  })
  void integersWrapAround(DataType type, long value, long wrapped) {
    assertThat(type.wrap(value)).isEqualTo(wrapped);
  }

  @ParameterizedTest
  @CsvSource({
    "0x3C00, 1",
    "0xBC00, -1",
    "0x7BFF, 65504",
    "0x0001, 5.9604644775390625e-8",
    "0x0400, 6.103515625e-5",
    "0x7C00, Infinity",
    "0xFC00, -Infinity",
    "0x3555, 0.333251953125",
    "0x8000, -0.0"
  })
  void halfBitPatterns(String bits, double value) {
    double read = HalfFloat.ofBits(Integer.decode(bits));
    assertThat(Double.compare(read, value)).isZero();
    assertThat(Double.compare(HalfFloat.round(read), read)).isZero();
  }

  @Test
  void everyHalfRoundsToItselfAndMidpointsToEven() {
    for (int bits = 0; bits < 0x7C00 - 1; bits++) {
      double low = HalfFloat.ofBits(bits);
      double high = HalfFloat.ofBits(bits + 1);
      double middle = (low + high) / 2;
      assertThat(HalfFloat.round(low)).isEqualTo(low);
      assertThat(HalfFloat.round(middle)).isEqualTo(bits % 2 == 0 ? low : high);
      assertThat(HalfFloat.round(Math.nextUp(middle))).isEqualTo(high);
    }
    assertThat(HalfFloat.round(65519.99)).isEqualTo(65504);
    assertThat(HalfFloat.round(-65520)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void bfloat16IsTheUpperHalfOfABinary32() {
    assertThat(BFloat16.ofBits(0x3F80)).isEqualTo(1);
    assertThat(BFloat16.ofBits(0x4049)).isEqualTo(3.140625);
    assertThat(BFloat16.round(Math.PI)).isEqualTo(3.140625);
    assertThat(BFloat16.round(1 + 0x1p-8)).as("tie to even").isEqualTo(1);
    assertThat(BFloat16.round(1 + 3 * 0x1p-8)).as("tie to even").isEqualTo(1 + 0x1p-6);
    assertThat(BFloat16.round(Double.NaN)).isNaN();
  }

  @Test
  void unknownElementTypesAreNamed() {
    assertThat(DataType.ofOnnxCode(9)).isEqualTo(DataType.BOOL);
    assertThatThrownBy(() -> DataType.ofOnnxCode(8))
        .isInstanceOf(UnsupportedDataTypeException.class)
        .hasMessageContaining("number 8");
  }
}
