package dev.vouch.verifier.commitment;

import dev.vouch.verifier.circuit.Limits;
import dev.vouch.verifier.field.PrimeField;
import dev.vouch.verifier.field.Scalar;
import java.util.Arrays;

/**
 * What shows one row of a hidden input or output, or the sum of some rows cell by cell (formats.md
 * §10). Public once it is given away; says nothing until it is checked against a verified proof.
 *
 * @param name of the input or output
 * @param firstRow number in the data of the row, or of the first row of a sum
 * @param lastRow that of the last row; the same for one row
 * @param values of the cells, row-major: integers, or their sums
 * @param blinders 32 bytes a point, canonical
 */
@SuppressWarnings("ArrayRecordComponent")
public record TensorOpening(
    String name, Slot.Role role, long firstRow, long lastRow, long[] values, byte[] blinders) {
  /** The most bytes of its file. */
  public static final int MAX_BYTES = 1 << 24;

  public TensorOpening {
    if (firstRow < 0 || lastRow < firstRow || lastRow >= OpenedRow.MAX_ROW) {
      throw new IllegalArgumentException("rows " + firstRow + " to " + lastRow);
    }
  }

  /** How many rows it is the sum of. */
  public long rows() {
    return lastRow - firstRow + 1;
  }

  /**
   * Reads an opening.
   *
   * @throws MalformedCommitmentException if the bytes are none
   */
  public static TensorOpening parse(byte[] json) throws MalformedCommitmentException {
    return OpeningText.read(json);
  }

  /**
   * The bytes of its file, with an end of line.
   *
   * @throws IllegalArgumentException if these are more than a file may have
   */
  public byte[] encode() {
    byte[] text = OpeningText.write(this);
    if (text.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          text() + " takes " + text.length + " bytes, more than " + MAX_BYTES);
    }
    return text;
  }

  /** Tensor and rows, as messages name them. */
  public String text() {
    return (rows() == 1 ? "row " + firstRow : "the sum of rows " + firstRow + " to " + lastRow)
        + " of "
        + role.word()
        + " '"
        + name
        + "'";
  }

  /** Tensor and rows, no values. */
  @Override
  public String toString() {
    return "TensorOpening[" + text() + "]";
  }

  /**
   * What opens the sum of rows of one format, cell by cell (protocol.md §11, rule 37): the sums of
   * their values and of their blinders. Secret until it is shown. Not thread-safe.
   */
  public static final class Sum {
    private final long[] values;
    private final Scalar[] blinders;

    /** Of no rows yet. */
    public Sum(RowFormat format) {
      this.values = new long[format.cells()];
      this.blinders = new Scalar[format.points()];
      Arrays.fill(blinders, Scalar.ZERO);
    }

    /**
     * Adds a row.
     *
     * @param rowValues of many rows, one after the other
     * @param rowBlinders of the same rows, 32 bytes a point, canonical
     * @param row which of them
     * @throws ArithmeticException if the sum of a cell is beyond ±2^62: nobody accepts it
     */
    public void add(long[] rowValues, byte[] rowBlinders, int row) {
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] += rowValues[row * values.length + cell];
        // Twice 2^62 wraps around to the number that has no absolute value.
        if (values[cell] > Limits.MAX_MAGNITUDE || values[cell] < -Limits.MAX_MAGNITUDE) {
          throw new ArithmeticException("the sum of cell " + cell + " is beyond 2^62");
        }
      }
      for (int point = 0; point < blinders.length; point++) {
        int offset = (row * blinders.length + point) * PrimeField.BYTES;
        blinders[point] = blinders[point].plus(Scalar.fromBytes(rowBlinders, offset));
      }
    }

    /** The sum of each cell, a fresh array. */
    public long[] values() {
      return values.clone();
    }

    /**
     * What shows the sum.
     *
     * @param name of the input or output
     * @param firstRow number in the data of the first row that was added
     * @param lastRow that of the last one
     */
    public TensorOpening opening(String name, Slot.Role role, long firstRow, long lastRow) {
      byte[] bytes = new byte[blinders.length * PrimeField.BYTES];
      for (int point = 0; point < blinders.length; point++) {
        blinders[point].toBytes(bytes, point * PrimeField.BYTES);
      }
      return new TensorOpening(name, role, firstRow, lastRow, values(), bytes);
    }

    /** Never values. */
    @Override
    public String toString() {
      return "Sum[" + values.length + " cells]";
    }
  }
}
