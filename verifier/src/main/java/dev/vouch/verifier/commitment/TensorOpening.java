package dev.vouch.verifier.commitment;

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
}
