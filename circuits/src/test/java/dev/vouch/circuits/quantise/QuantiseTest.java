package dev.vouch.circuits.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.verifier.circuit.CellScales;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantiseTest {
  private static long[] quantise(int scale, double... values) {
    TensorData data = TensorData.ofDoubles(DataType.DOUBLE, new int[] {values.length}, values);
    return InputQuantiser.quantise("x", data, CellScales.uniform(scale), -32768, 32767);
  }

  @Test
  void roundsHalfUp() {
    assertThat(quantise(0, 0.5, -0.5, 1.5, -1.5, 2.4999, -0.0, -0.51))
        .containsExactly(1, 0, 2, -1, 2, 0, -1);
    assertThat(quantise(2, 0.125, -0.125, 0.3)).containsExactly(1, 0, 1);
    assertThat(quantise(-2, 5, 6, -6)).containsExactly(1, 2, -1);
  }

  @Test
  void saturates() {
    assertThat(quantise(14, 1e300, -1e300, 2, -2, Double.MIN_VALUE))
        .containsExactly(32767, -32768, 32767, -32768, 0);
  }

  @Test
  void keepsIntegersAndRefusesThoseOutsideTheRange() {
    assertThat(
            InputQuantiser.quantise(
                "x", integers(-32768, 7, 32767), CellScales.uniform(0), -32768, 32767))
        .containsExactly(-32768, 7, 32767);
    for (long outside : new long[] {-32769, 32768, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(
              () ->
                  InputQuantiser.quantise(
                      "x", integers(0, outside), CellScales.uniform(0), -32768, 32767))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'x'")
          .hasMessageContaining("the model takes -32768");
    }
  }

  private static TensorData integers(long... values) {
    return TensorData.ofLongs(DataType.INT64, new int[] {values.length}, values);
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> quantise(3, 0, Double.NaN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'x'")
        .hasMessageContaining("NaN at [1]; the model takes -4096.0 to 4095.875");
    TensorData image =
        TensorData.ofDoubles(
            DataType.FLOAT, new int[] {1, 2, 2}, 0, 0, Double.NEGATIVE_INFINITY, 0);
    assertThatThrownBy(
            () -> InputQuantiser.quantise("x", image, CellScales.uniform(3), -32768, 32767))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.cell().index()).containsExactly(0, 1, 0));
  }

  @Test
  void namesWhatIsClamped() {
    TensorData image =
        TensorData.ofDoubles(DataType.FLOAT, new int[] {3, 2}, 1, -2.5, 1.75, 1.625, 9, 9);
    List<InputCell> cells = InputQuantiser.clamped("x", image, CellScales.uniform(2), -8, 7, 3);
    assertThat(cells).hasSize(3);
    assertThat(cells.get(0))
        .isEqualTo(new InputCell("x", List.of(3, 2), List.of(0, 1), -2.5, -2, 1.75));
    assertThat(cells.get(1).index()).containsExactly(2, 0);
    assertThat(InputQuantiser.quantise("x", image, CellScales.uniform(2), -8, 7))
        .containsExactly(4, -8, 7, 7, 7, 7);
  }

  @Test
  void scalesFitTwiceTheMagnitude() {
    assertThat(Scales.OF_16_BITS.signed(1)).isEqualTo(14);
    assertThat(Scales.OF_16_BITS.signed(1.01)).isEqualTo(13);
    assertThat(Scales.OF_16_BITS.unsigned(1)).isEqualTo(15);
    assertThat(Scales.OF_16_BITS.signed(0)).isEqualTo(14);
    assertThat(Scales.OF_16_BITS.signed(1e-30)).isEqualTo(48);
    assertThat(Scales.fitting(3, 4)).isEqualTo(2);
    assertThat(Scales.fitting(4, 4)).isEqualTo(2);
  }

  @Test
  void weightsPreferARescalingBy16Bits() {
    assertThat(Scales.OF_16_BITS.weight(1, 14, 11)).isEqualTo(13);
    assertThat(Scales.OF_16_BITS.weight(0.01, 14, 11)).isEqualTo(21);
    assertThat(Scales.OF_16_BITS.weight(100, 14, 11)).isEqualTo(9);
  }

  /** A weight that no step of the output shows leaves room for the bias beside it. */
  @Test
  void weightsThatHaveDecayedNeedNoPrecision() {
    assertThat(Scales.OF_16_BITS.weight(1e-40, 14, 12)).isEqualTo(38);
    assertThat(Scales.OF_16_BITS.weight(1e-9, 14, 12)).isEqualTo(38);
    assertThat(Scales.OF_16_BITS.weight(1e-6, 14, 12)).isEqualTo(32);
  }

  @Test
  void weightBits() {
    assertThat(WeightQuantiser.bits(new long[] {0})).isEqualTo(1);
    assertThat(WeightQuantiser.bits(new long[] {-255, 3})).isEqualTo(8);
    assertThat(WeightQuantiser.bits(new long[] {256})).isEqualTo(9);
    assertThat(WeightQuantiser.quantise(new double[] {0.5, -0.5, 0.26}, 1))
        .containsExactly(1, -1, 1);
  }

  @Test
  void refusesWeightsThatHaveNoRoom() {
    assertThat(WeightQuantiser.quantise(new double[] {-0x1p62}, 0)).containsExactly(-1L << 62);
    assertThatThrownBy(() -> WeightQuantiser.quantise(new double[] {1, -3.4e38}, -48))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("2^127 has no room")
        .hasMessageContaining("1e9");
  }
}
