package dev.vouch.circuits.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.input.CsvRowData;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.node.ValueInfo;
import dev.vouch.verifier.rows.RowRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of tensors and tables, cut into batches. */
class RowBatchesTest {
  private static RowPorts ports(int batch, int... shape) {
    return new RowPorts(Map.of("x", new ValueInfo(DataType.FLOAT, shape)), batch);
  }

  /** Row r is (r, r + 0.5). */
  private static TensorData rows(int count, int... rest) {
    int[] shape = IntStream.concat(IntStream.of(count), IntStream.of(rest)).toArray();
    double[] values = IntStream.range(0, 2 * count).mapToDouble(i -> i / 2 + i % 2 * 0.5).toArray();
    return TensorData.ofDoubles(DataType.FLOAT, shape, values);
  }

  private static List<RowBatch> batches(RowPorts ports, RowData data, long first, long end)
      throws IOException {
    RowBatches batches = RowBatches.of(ports, data, first, end);
    List<RowBatch> all = new ArrayList<>();
    for (RowBatch next = batches.next(); next != null; next = batches.next()) {
      all.add(next);
    }
    return all;
  }

  /** Each batch holds the rows that its range says, and then the last of them again. */
  private static void assertRows(List<RowBatch> batches, int... shape) {
    for (RowBatch batch : batches) {
      TensorData x = batch.inputs().get("x");
      assertThat(x.shape()).containsExactly(shape);
      RowRange range = batch.range();
      for (int row = 0; row < range.batch(); row++) {
        long number = Math.min(range.first() + row, range.end() - 1);
        assertThat(x.doubleAt(2 * row)).isEqualTo(number);
        assertThat(x.doubleAt(2 * row + 1)).isEqualTo(number + 0.5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,4", "3,4", "4,4", "5,4", "8,4", "9,4", "7,1", "1,1", "130,64"})
  void everyRowOnceAndTheLastIsKnown(int count, int batch) throws IOException {
    RowPorts ports = ports(batch, batch, 2);
    String table =
        IntStream.range(0, count)
            .mapToObj(row -> row + "," + row + ".5\n")
            .reduce("a,b\n", String::concat);
    for (RowData data :
        List.of(
            TensorRows.of(ports, Map.of("x", rows(count, 2))),
            TensorRows.of(ports, Map.of(Samples.UNNAMED, rows(count, 1, 2))),
            CsvRowData.of(
                new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
                ports.inputs(),
                FormatOptions.defaults()))) {
      List<RowBatch> all = batches(ports, data, 0, Long.MAX_VALUE);
      assertThat(all).hasSize((count + batch - 1) / batch);
      assertRows(all, batch, 2);
      long next = 0;
      for (RowBatch part : all) {
        assertThat(part.range().first()).isEqualTo(next);
        next = part.range().end();
        assertThat(part.range().last()).isEqualTo(next == count);
      }
      assertThat(next).isEqualTo(count);
    }
  }

  @Test
  void aRangeEndsWhereItSaysAndKnowsOfMore() throws IOException {
    RowPorts ports = ports(4, 4, 2);
    List<RowBatch> some = batches(ports, TensorRows.of(ports, Map.of("x", rows(20, 2))), 3, 9);
    assertThat(some)
        .extracting(RowBatch::range)
        .containsExactly(new RowRange(3, 4, 4, false), new RowRange(7, 2, 4, false));
    assertRows(some, 4, 2);
    List<RowBatch> toTheEnd = batches(ports, TensorRows.of(ports, Map.of("x", rows(9, 2))), 3, 9);
    assertThat(toTheEnd.get(1).range()).isEqualTo(new RowRange(7, 2, 4, true));
    assertThat(batches(ports, TensorRows.of(ports, Map.of("x", rows(9, 2))), 9, 12)).isEmpty();
  }

  @Test
  void wholeBatchesAreRowsToo() throws IOException {
    RowPorts ports = ports(4, 4, 2);
    TensorRows data = TensorRows.of(ports, Map.of("x", rows(8, 2).reshape(2, 4, 2)));
    assertThat(data.count()).isEqualTo(8);
    assertRows(batches(ports, data, 0, Long.MAX_VALUE), 4, 2);
  }

  @Test
  void whatHoldsNoRowsIsRefused() {
    RowPorts ports = ports(4, 4, 2);
    assertThatThrownBy(() -> TensorRows.of(ports, Map.of("x", rows(3, 2).reshape(2, 3))))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("'x' must hold rows of [2] along its first axis");
    assertThatThrownBy(() -> TensorRows.of(ports, Map.of("z", rows(3, 2), "w", rows(3, 2))))
        .isInstanceOf(MalformedTensorException.class)
        .hasMessageContaining("'x'");
  }
}
