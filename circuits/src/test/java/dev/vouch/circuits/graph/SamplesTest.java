package dev.vouch.circuits.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Map<String, ValueInfo> IMAGE =
      Map.of("x", new ValueInfo(DataType.FLOAT, 1, 2));
  private static final Map<String, ValueInfo> TOKENS =
      Map.of("t", new ValueInfo(DataType.INT64, 3));

  private static TensorData floats(int[] shape, double... values) {
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  @Test
  void oneSampleWithOrWithoutTheBatchAxis() throws MalformedTensorException {
    for (int[] shape : new int[][] {{1, 2}, {2}, {1, 1, 2}}) {
      Samples samples = Samples.of(IMAGE, Map.of("x", floats(shape, 5, 6)));
      assertThat(samples.count()).isEqualTo(1);
      assertThat(samples.get(0).get("x")).isEqualTo(floats(new int[] {1, 2}, 5, 6));
    }
  }

  @Test
  void manySamplesWithOrWithoutTheBatchAxis() throws MalformedTensorException {
    for (int[] shape : new int[][] {{3, 1, 2}, {3, 2}}) {
      Samples samples = Samples.of(IMAGE, Map.of(Samples.UNNAMED, floats(shape, 1, 2, 3, 4, 5, 6)));
      assertThat(samples.all()).hasSize(3);
      assertThat(samples.get(2).get("x").doubles()).containsExactly(5, 6);
      assertThatThrownBy(() -> samples.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void flattenedSamples() throws MalformedTensorException {
    Map<String, ValueInfo> square = Map.of("x", new ValueInfo(DataType.FLOAT, 1, 2, 2));
    TensorData one = TensorData.ofVector(1, 2, 3, 4);
    assertThat(Samples.of(square, Map.of("x", one)).get(0).get("x").shape())
        .containsExactly(1, 2, 2);
    assertThat(Samples.of(square, Map.of("x", one.reshape(1, 4))).count()).isEqualTo(1);
    TensorData two = TensorData.ofVector(1, 2, 3, 4, 5, 6, 7, 8).reshape(2, 4);
    assertThat(Samples.of(square, Map.of("x", two)).get(1).get("x").doubles())
        .containsExactly(5, 6, 7, 8);
  }

  @Test
  void elementTypesConvertWithoutLoss() throws MalformedTensorException {
    TensorData bytes = TensorData.ofLongs(DataType.UINT8, new int[] {1, 2}, 255, 0);
    assertThat(Samples.of(IMAGE, Map.of("x", bytes)).get(0).get("x").doubles())
        .containsExactly(255, 0);
    assertThat(
            Samples.of(TOKENS, Map.of("t", floats(new int[] {3}, 1, 2, 3))).get(0).get("t").longs())
        .containsExactly(1, 2, 3);
    assertThatThrownBy(() -> Samples.of(TOKENS, Map.of("t", floats(new int[] {3}, 1, 2.5, 3))))
        .hasMessageContaining("at cell 1");
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    assertThatThrownBy(() -> Samples.of(IMAGE, Map.of("y", floats(new int[] {1, 2}, 1, 2))))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("'x' (float[1, 2]) is missing; the data has [y]");
    assertThatThrownBy(() -> Samples.of(IMAGE, Map.of("x", floats(new int[] {3}, 1, 2, 3))))
        .hasMessageContaining("float[3]");
    Map<String, ValueInfo> two = new LinkedHashMap<>();
    two.put("a", new ValueInfo(DataType.FLOAT, 1));
    two.put("b", new ValueInfo(DataType.FLOAT, 1));
    assertThatThrownBy(
            () ->
                Samples.of(
                    two,
                    Map.of("a", floats(new int[] {2}, 1, 2), "b", floats(new int[] {3}, 1, 2, 3))))
        .hasMessageContaining("2 and 3 samples");
  }

  @Test
  void rowsAreCutIntoBatches() throws MalformedTensorException {
    Map<String, ValueInfo> pairs = Map.of("x", new ValueInfo(DataType.FLOAT, 2, 3));
    TensorData four = floats(new int[] {4, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    Samples samples = Samples.of(pairs, Map.of("x", four));
    assertThat(samples.count()).isEqualTo(2);
    assertThat(samples.batches()).isEqualTo(new Batches(4, 2));
    assertThat(samples.batches().padding()).isZero();
    assertThat(samples.get(1).get("x")).isEqualTo(floats(new int[] {2, 3}, 7, 8, 9, 10, 11, 12));
    assertThat(Samples.of(pairs, Map.of("x", floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6))).batches())
        .isNull();
  }

  @Test
  void rowsMayBeFlatOrSamplesOfOne() throws MalformedTensorException {
    Map<String, ValueInfo> squares = Map.of("x", new ValueInfo(DataType.FLOAT, 2, 1, 2));
    TensorData rows = floats(new int[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    for (int[] shape : new int[][] {{4, 2}, {4, 1, 2}, {4, 1, 1, 2}}) {
      Samples samples = Samples.of(squares, Map.of("x", rows.reshape(shape)));
      assertThat(samples.count()).isEqualTo(2);
      assertThat(samples.get(1).get("x")).isEqualTo(floats(new int[] {2, 1, 2}, 5, 6, 7, 8));
    }
  }

  @Test
  void theLastBatchIsFilledUpWithItsLastRow() throws MalformedTensorException {
    Map<String, ValueInfo> fours = Map.of("x", new ValueInfo(DataType.FLOAT, 4, 1));
    Samples samples = Samples.of(fours, Map.of("x", floats(new int[] {5, 1}, 1, 2, 3, 4, 5)));
    assertThat(samples.count()).isEqualTo(2);
    assertThat(samples.get(1).get("x").doubles()).containsExactly(5, 5, 5, 5);
    assertThat(samples.batches().text())
        .isEqualTo(
            "5 rows are cut into 2 batches of 4; the last has 1, and its last row again 3 times");
    assertThat(samples.batches().of(TensorData.ofVector(0, 1, 2, 3, 4)))
        .isEqualTo(TensorData.ofVector(0, 1, 2, 3, 4, 4, 4, 4).reshape(2, 4));
    assertThatThrownBy(() -> Samples.of(fours, Map.of("x", floats(new int[] {3, 1}, 1, 2, 3))))
        .isInstanceOf(MalformedTensorException.class);
  }

  /** Three rows may be three of four only where it is known that the first axis is one of rows. */
  @Test
  void fewerRowsThanABatchFillOneWhereTheAxisIsKnown() throws MalformedTensorException {
    Map<String, ValueInfo> fours = Map.of("x", new ValueInfo(DataType.FLOAT, 4, 1));
    Map<String, TensorData> three = Map.of("x", floats(new int[] {3, 1}, 1, 2, 3));
    Samples samples = Samples.of(fours, three, 4);
    assertThat(samples.count()).isEqualTo(1);
    assertThat(samples.get(0).get("x").doubles()).containsExactly(1, 2, 3, 3);
    assertThat(samples.batches().text())
        .isEqualTo(
            "3 rows are cut into 1 batch of 4; the last has 3, and its last row again 1 time");
    assertThatThrownBy(() -> Samples.of(fours, three, 2))
        .isInstanceOf(MalformedTensorException.class);
  }

  @Test
  void aNetworkWithoutInputsHasOneSample() throws MalformedTensorException {
    Samples samples = Samples.of(Map.of(), Map.of());
    assertThat(samples.count()).isEqualTo(1);
    assertThat(samples.get(0)).isEmpty();
  }
}
