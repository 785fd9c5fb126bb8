package dev.vouch.circuits.operator;

import dev.vouch.circuits.data.Shape;
import dev.vouch.circuits.lowering.recipe.index.PointedUpdates;
import dev.vouch.circuits.node.Inference;
import dev.vouch.circuits.node.InvalidNodeException;
import java.util.Arrays;

/** Index tensors: what operators that gather and scatter share. */
public final class Indices {
  /** Label of the places along an axis at which an index may point. */
  public static final String PLACE = String.valueOf(PointedUpdates.PLACE);

  private Indices() {}

  /** Shape of the index input, which must hold integers. */
  public static int[] shape(Inference inputs, int input) {
    if (inputs.input(input).type().isFloating()) {
      throw new InvalidNodeException("the indices must be integers");
    }
    return inputs.input(input).shape();
  }

  /**
   * The values of the index input.
   *
   * @throws dev.vouch.circuits.node.UnsupportedNodeException if it is computed
   */
  public static long[] constant(Inference inputs, int input) {
    long[] indices = inputs.constantIntegers(input, "indices");
    if (indices == null) {
      throw new InvalidNodeException("the indices are missing");
    }
    return indices;
  }

  /** A position along an axis; negative indices count from the end. */
  public static int position(long index, int length) {
    if (index < -length || index >= length) {
      throw new InvalidNodeException("an index lies outside an axis of length " + length);
    }
    return (int) (index < 0 ? index + length : index);
  }

  /**
   * For each cell of an index tensor the cell of the data that has the index along an axis and the
   * index cell's own coordinates along all others.
   */
  public static int[] alongAxis(int axis, int[] data, int[] shape, long... indices) {
    int[] strides = Shape.strides(data);
    int[] own = Shape.strides(shape);
    int[] cells = new int[indices.length];
    for (int i = 0; i < cells.length; i++) {
      int cell = position(indices[i], data[axis]) * strides[axis];
      for (int other = 0; other < data.length; other++) {
        cell += other == axis ? 0 : i / own[other] % shape[other] * strides[other];
      }
      cells[i] = cell;
    }
    return cells;
  }

  /** Labels of the data for those of its index tensor: an index points along one axis. */
  public static String along(int axis, String labels) {
    return labels.substring(0, axis) + PLACE + labels.substring(axis + 1);
  }

  /** Refuses an index tensor that has other axes than the data, or longer ones beside the axis. */
  public static void requireWithin(int axis, int[] data, int... shape) {
    boolean fits = shape.length == data.length;
    for (int other = 0; fits && other < data.length; other++) {
      fits = other == axis || shape[other] <= data[other];
    }
    if (!fits) {
      throw new InvalidNodeException(
          "indices " + Arrays.toString(shape) + " for data " + Arrays.toString(data));
    }
  }

  /**
   * Tuples of indices: the last axis holds, for each tuple, indices along the data's axes from
   * {@code batchAxes} on; the axes before that run along with the data's.
   *
   * @param length of a tuple
   * @param count of tuples
   * @param slice cells of the data that one tuple points at
   */
  public record Tuples(int batchAxes, int length, int count, int slice) {
    /** What an index tensor of that shape says of data of that shape. */
    public static Tuples of(int batchAxes, int[] data, int... shape) {
      if (shape.length == 0 || batchAxes < 0 || batchAxes >= Math.min(data.length, shape.length)) {
        throw new InvalidNodeException(
            "batch_dims " + batchAxes + ", indices " + Arrays.toString(shape));
      }
      int length = shape[shape.length - 1];
      boolean alike =
          Arrays.equals(Arrays.copyOf(data, batchAxes), Arrays.copyOf(shape, batchAxes));
      if (length < 1 || length > data.length - batchAxes || !alike) {
        throw new InvalidNodeException(
            "tuples " + Arrays.toString(shape) + " of indices into " + Arrays.toString(data));
      }
      return new Tuples(
          batchAxes,
          length,
          Shape.size(shape, 0, shape.length - 1),
          Shape.size(data, batchAxes + length, data.length));
    }

    /** Lengths of the axes along which a tuple points. */
    public int[] box(int... data) {
      return Arrays.copyOfRange(data, batchAxes, batchAxes + length);
    }

    /** How often the data has such a box, each with its own tuples. */
    public int batches(int... data) {
      return Shape.size(data, 0, batchAxes);
    }

    /** First cell of the data that each tuple points at. */
    public int[] starts(int[] data, int[] shape, long... indices) {
      int[] strides = Shape.strides(data);
      int perBatch = count / Math.max(1, Shape.size(shape, 0, batchAxes));
      int batchCells = Shape.size(data, batchAxes, data.length);
      int[] starts = new int[count];
      for (int tuple = 0; tuple < count; tuple++) {
        starts[tuple] = tuple / Math.max(1, perBatch) * batchCells;
        for (int i = 0; i < length; i++) {
          int axis = batchAxes + i;
          starts[tuple] += position(indices[tuple * length + i], data[axis]) * strides[axis];
        }
      }
      return starts;
    }

    /** All cells of the data that the tuples point at, in order. */
    public int[] cells(int... starts) {
      int[] cells = new int[Math.multiplyExact(count, slice)];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = starts[i / slice] + i % slice;
      }
      return cells;
    }
  }
}
