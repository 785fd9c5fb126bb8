package dev.vouch.circuits.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.circuits.quantise.FloatOrder;
import dev.vouch.verifier.circuit.SliceScales;
import dev.vouch.verifier.circuit.ValueType;
import dev.vouch.verifier.commitment.OpenedRow;
import dev.vouch.verifier.commitment.OpeningsReader;
import dev.vouch.verifier.commitment.OpeningsWriter;
import dev.vouch.verifier.commitment.RowFormat;
import dev.vouch.verifier.commitment.Slot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Integers of openings as the numbers that they stand for, in the shapes of a network. */
class OpeningRowsTest {
  private static final RowFormat SLICED =
      new RowFormat(
          List.of(2, 2), 2, -99, 99, 3, ValueType.REAL, new SliceScales(1, List.of(3, 0)));
  private static final RowFormat LABEL =
      new RowFormat(List.of(), 0, 0, 9, 0, ValueType.INTEGER, null);
  private static final RowFormat PLACE =
      new RowFormat(List.of(), 0, -(1L << 31), (1L << 31) - 1, 0, ValueType.FLOAT32_ORDER, null);

  private static byte[] file(int rows) throws Exception {
    List<Slot> slots =
        List.of(
            new Slot("x", Slot.Role.INPUT, SLICED),
            new Slot("label", Slot.Role.INPUT, LABEL),
            new Slot("age", Slot.Role.INPUT, PLACE),
            new Slot("x", Slot.Role.OUTPUT, LABEL));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpeningsWriter writer = OpeningsWriter.of(out, slots)) {
      for (int row = 0; row < rows; row++) {
        List<OpenedRow.Part> parts = new ArrayList<>();
        parts.add(new OpenedRow.Part(new long[] {8 + row, 1, -4, 2}, blinders(SLICED)));
        parts.add(new OpenedRow.Part(new long[] {row}, blinders(LABEL)));
        long place = FloatOrder.FLOAT32.place(0.5 + row);
        parts.add(new OpenedRow.Part(new long[] {place}, blinders(PLACE)));
        parts.add(new OpenedRow.Part(new long[] {7}, blinders(LABEL)));
        writer.write(new OpenedRow(row, parts));
      }
    }
    return out.toByteArray();
  }

  private static byte[] blinders(RowFormat format) {
    byte[] blinders = new byte[format.pointBytes()];
    Arrays.fill(blinders, (byte) 1);
    return blinders;
  }

  private static OpeningRows rows(int batch, Map<String, ValueInfo> inputs) throws Exception {
    return new OpeningRows(OpeningsReader.of(new ByteArrayInputStream(file(5))), inputs, batch);
  }

  @Test
  void numbersOfEachRowInTheShapeOfTheNetwork() throws Exception {
    OpeningRows rows =
        rows(
            4,
            Map.of(
                "x", new ValueInfo(DataType.FLOAT, 4, 1, 2, 2),
                "label", new ValueInfo(DataType.INT64, 4),
                "age", new ValueInfo(DataType.FLOAT, 4, 1),
                "other", new ValueInfo(DataType.FLOAT, 4)));
    Map<String, TensorData> first = rows.next(2);
    assertThat(first).containsOnlyKeys("x", "label", "age");
    assertThat(first.get("x").shape()).containsExactly(2, 1, 2, 2);
    assertThat(first.get("x").toDoubles()).containsExactly(1, 1, -0.5, 2, 1.125, 1, -0.5, 2);
    assertThat(first.get("label").longs()).containsExactly(0, 1);
    assertThat(first.get("age").toDoubles()).containsExactly(0.5, 1.5);
    assertThat(rows.next(9).get("label").longs()).containsExactly(2, 3, 4);
    assertThat(rows.next(9)).isNull();
  }

  @Test
  void aNetworkOfOneRowHasItsWholeShape() throws Exception {
    OpeningRows rows = rows(1, Map.of("x", new ValueInfo(DataType.FLOAT, 1, 4)));
    assertThat(rows.next(2).get("x").shape()).containsExactly(2, 1, 4);
  }

  @Test
  void rowsOfOtherCellsAreRefused() throws Exception {
    OpeningRows rows = rows(4, Map.of("x", new ValueInfo(DataType.FLOAT, 4, 5)));
    assertThatThrownBy(() -> rows.next(2))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("'x' have lengths [2, 2], a row of the network [5]");
  }
}
