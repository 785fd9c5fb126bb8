package dev.vouch.circuits.graph;

import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data that are cut into batches, as a network takes several at once. The last batch is
 * filled up with its last row.
 *
 * @param rows how many there are
 * @param size rows of a batch
 */
public record Batches(int rows, int size) {
  /**
   * Null if a tensor does not hold rows of its port along the first axis, more than the port. A row
   * may also be flat, or have a first axis of 1.
   *
   * @param batch length of a first axis that is known to be one of rows: there may be fewer then
   */
  static @Nullable Batches find(ValueInfo port, TensorData tensor, int batch) {
    int[] one = port.shape();
    int[] given = tensor.shape();
    if (one.length == 0 || one[0] < 2 || given.length == 0 || given[0] == 0) {
      return null;
    }
    if (given[0] < one[0] && one[0] != batch) {
      return null;
    }
    int[] row = Arrays.copyOfRange(one, 1, one.length);
    int[] rest = Arrays.copyOfRange(given, 1, given.length);
    boolean single =
        rest.length > 0
            && rest[0] == 1
            && Arrays.equals(row, Arrays.copyOfRange(rest, 1, rest.length));
    boolean flat = rest.length == 1 && rest[0] == port.size() / one[0];
    boolean rows = (Arrays.equals(row, rest) || flat) && given[0] != one[0];
    return single || rows ? new Batches(given[0], one[0]) : null;
  }

  /** How many batches there are. */
  public int count() {
    return (rows + size - 1) / size;
  }

  /** Rows by which the last batch is filled up. */
  public int padding() {
    return count() * size - rows;
  }

  /** Rows of a port's data in batches: [count, …] with the port's own shape. */
  TensorData of(TensorData data, ValueInfo port) {
    int[] shape = new int[port.rank() + 1];
    shape[0] = count();
    System.arraycopy(port.shape(), 0, shape, 1, port.rank());
    return of(data).reshape(shape);
  }

  /** Rows of data, such as labels, in the same batches: [rows, …] as [count, size, …]. */
  public TensorData of(TensorData data) {
    int row = data.size() / rows;
    int[] cells = new int[count() * size * row];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Math.min(i / row, rows - 1) * row + i % row;
    }
    int[] shape = new int[data.rank() + 1];
    shape[0] = count();
    shape[1] = size;
    System.arraycopy(data.shape(), 1, shape, 2, data.rank() - 1);
    return data.gather(cells, shape);
  }

  /** What became of the rows, in words. */
  public String text() {
    return rows
        + " rows are cut into "
        + count()
        + (count() == 1 ? " batch of " : " batches of ")
        + size
        + (padding() == 0
            ? ""
            : "; the last has "
                + (size - padding())
                + ", and its last row again "
                + padding()
                + (padding() == 1 ? " time" : " times"));
  }
}
