package dev.vouch.circuits.input;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.node.ValueInfo;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The values of one input or output while a table is read, row by row. Not thread-safe. */
final class CsvPort {
  private static final int FIRST_LENGTH = 64;

  private final String name;
  private final ValueInfo info;
  private final int[] columns;
  private final boolean complete;
  private final @Nullable ClassNames classes;
  private final boolean numbersAreNames;
  private long rows;
  private double[] doubles;
  private long[] longs;
  private int count;

  /**
   * A port without values.
   *
   * @param columns of the table that hold the cells of a row, in order
   * @param complete whether no value may be missing or NaN
   * @param classes what words mean, where a row has one class; null: there are none
   */
  CsvPort(
      String name, ValueInfo info, int[] columns, boolean complete, @Nullable ClassNames classes) {
    this.name = name;
    this.info = info;
    this.columns = columns;
    this.complete = complete;
    this.classes = classes;
    this.numbersAreNames = NumeralNames.anyIn(classes);
    this.doubles = new double[info.type().isFloating() ? FIRST_LENGTH : 0];
    this.longs = new long[info.type().isFloating() ? 0 : FIRST_LENGTH];
  }

  String name() {
    return name;
  }

  int[] columns() {
    return columns;
  }

  /**
   * Takes the next cell.
   *
   * @throws NumberFormatException saying what it is instead of a number, without its content but
   *     where words are allowed
   */
  void add(String text) {
    if (classes == null) {
      addNumber(text);
      return;
    }
    OptionalInt number = classes.number(text);
    if (number.isEmpty() && (numbersAreNames || isWord(text))) {
      throw new NumberFormatException(classes.refusal(text, rows));
    }
    addNumber(number.isEmpty() ? text : Integer.toString(number.getAsInt()));
    rows++;
  }

  private static boolean isWord(String text) {
    return !text.isEmpty() && !CsvValue.isNumber(text);
  }

  private void addNumber(String text) {
    if (info.type().isFloating()) {
      double value = CsvValue.real(text, info.type());
      if (complete && Double.isNaN(value)) {
        throw new NumberFormatException(
            (text.isEmpty() ? "missing" : "NaN")
                + ", which this model cannot take in '"
                + CsvColumns.shown(name)
                + "'");
      }
      doubles = count < doubles.length ? doubles : Arrays.copyOf(doubles, 2 * count);
      doubles[count++] = value;
    } else {
      longs = count < longs.length ? longs : Arrays.copyOf(longs, 2 * count);
      longs[count++] = CsvValue.integer(text, info.type());
    }
  }

  /**
   * All values since the last call: rows along the first axis, then the other axes of the port, or
   * flat.
   */
  TensorData tensor(int rows) {
    int[] shape = {rows, columns.length};
    if (info.rank() > 0 && columns.length == CsvColumns.rowSize(info)) {
      shape = info.shape().clone();
      shape[0] = rows;
    }
    int cells = count;
    count = 0;
    return info.type().isFloating()
        ? TensorData.ofDoubles(info.type(), shape, Arrays.copyOf(doubles, cells))
        : TensorData.ofLongs(info.type(), shape, Arrays.copyOf(longs, cells));
  }
}
