package dev.vouch.circuits.rows;

import dev.vouch.circuits.data.MalformedTensorException;
import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.graph.Samples;
import dev.vouch.circuits.node.ValueInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows that are all in memory. Not thread-safe. */
public final class TensorRows implements RowData {
  private final ColumnRows rows;
  private final int count;

  private TensorRows(Map<String, TensorData> tensors, int count) {
    this.rows = new ColumnRows(tensors, count);
    this.count = count;
  }

  /**
   * Rows of tensors. Where a network takes several rows at once, rows lie along a tensor's first
   * axis, or along the first two if it holds whole batches; else as {@link Samples} has it.
   *
   * @param data by input name, or one under {@link Samples#UNNAMED}
   * @throws MalformedTensorException if a tensor is missing, is none of rows of its input, or holds
   *     another number of them than the others
   */
  public static TensorRows of(RowPorts ports, Map<String, TensorData> data)
      throws MalformedTensorException {
    if (ports.batch() == 1) {
      Samples samples = Samples.of(ports.inputs(), data);
      return new TensorRows(samples.stacked(), samples.count());
    }
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    int count = -1;
    for (Map.Entry<String, ValueInfo> port : ports.inputs().entrySet()) {
      TensorData rows =
          rows(
              port.getKey(),
              port.getValue(),
              Samples.find(port.getKey(), port.getValue(), ports.inputs().size(), data));
      if (count >= 0 && rows.shape()[0] != count) {
        throw new MalformedTensorException(
            "the tensors have " + count + " and " + rows.shape()[0] + " rows");
      }
      count = rows.shape()[0];
      tensors.put(port.getKey(), rows);
    }
    return new TensorRows(tensors, count);
  }

  private static TensorData rows(String name, ValueInfo port, TensorData tensor)
      throws MalformedTensorException {
    int[] one = port.shape();
    int[] row = Arrays.copyOfRange(one, 1, one.length);
    int[] given = tensor.shape();
    if (given.length > 1 && Arrays.equals(one, Arrays.copyOfRange(given, 1, given.length))) {
      int[] joined = one.clone();
      joined[0] = given[0] * one[0];
      return tensor.reshape(joined); // whole batches
    }
    int[] rest = Arrays.copyOfRange(given, Math.min(1, given.length), given.length);
    boolean fits =
        given.length > 0
            && (Arrays.equals(rest, row)
                || Arrays.equals(rest, new int[] {Shape.size(row, 0, row.length)})
                || Arrays.equals(
                    rest, IntStream.concat(IntStream.of(1), Arrays.stream(row)).toArray()));
    if (!fits) {
      throw new MalformedTensorException(
          "'"
              + name
              + "' must hold rows of "
              + Arrays.toString(row)
              + " along its first axis, got "
              + tensor);
    }
    int[] shape = one.clone();
    shape[0] = given[0];
    return tensor.reshape(shape);
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  @Override
  public @Nullable Map<String, TensorData> next(int most) {
    return rows.next(most);
  }
}
