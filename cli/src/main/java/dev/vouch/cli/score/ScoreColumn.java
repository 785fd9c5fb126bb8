package dev.vouch.cli.score;

import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.data.TensorData;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.cli.failure.CommandException;
import dev.vouch.cli.file.DataFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is given beside the data, an entry a row: labels or groups.
 *
 * @param option that names it, for messages
 * @param files that it is from
 * @param column its name among the data; null if it is not one of them
 * @param values entries along the first axis
 */
record ScoreColumn(String option, List<String> files, @Nullable String column, TensorData values) {
  /**
   * From a file, or from an array in the data.
   *
   * @param files where it is
   * @param name of the array or column, where the file has several
   * @param ofTables of what type the numbers of a table are
   */
  static ScoreColumn read(
      String option, List<String> files, String name, DataType ofTables, FormatOptions formats)
      throws IOException, CommandException {
    TensorData values = new DataFiles(option, files, formats).column(name, ofTables);
    if (values.rank() == 0 || values.shape()[0] == 0) {
      throw CommandException.invalidInput(
          "there is no entry a row; " + option + " " + files + "; give one for each row");
    }
    return new ScoreColumn(option, files, null, values);
  }

  /** The same as an array or column of the data. */
  ScoreColumn named(String name) {
    return new ScoreColumn(option, files, name, values);
  }

  /** Whether it is an array or column of the data. */
  boolean isOfData() {
    return column != null;
  }

  /** How many rows it has entries for. */
  int rows() {
    return values.shape()[0];
  }

  /**
   * Its entries as numbers of classes.
   *
   * @throws CommandException naming the first that is none
   */
  long[] classes() throws CommandException {
    if (values.size() != rows()) {
      throw CommandException.invalidInput(
          "an entry has "
              + values.size() / rows()
              + " numbers; "
              + option
              + "; give one integer a row");
    }
    double[] numbers = values.toDoubles();
    long[] classes = new long[numbers.length];
    for (int row = 0; row < numbers.length; row++) {
      classes[row] = (long) numbers[row];
      if (classes[row] != numbers[row] || classes[row] < 0) {
        throw CommandException.invalidInput(
            "row "
                + row
                + " has "
                + (values.isFloating() ? numbers[row] : (Object) classes[row])
                + ", which is no class; "
                + option
                + "; classes are numbered from 0");
      }
    }
    return classes;
  }

  /**
   * Its entries as an input of a network.
   *
   * @param count numbers are below this
   */
  TensorData below(long count) throws CommandException {
    long[] classes = classes();
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] >= count) {
        throw CommandException.invalidInput(
            "row "
                + row
                + " has "
                + classes[row]
                + ", which is no class of 0 to "
                + (count - 1)
                + "; "
                + option
                + "; give labels as the network numbers its classes");
      }
    }
    return TensorData.ofLongs(DataType.INT64, new int[] {classes.length}, classes);
  }

  /** The greatest number of a class, and one more. */
  int count() throws CommandException {
    return Math.toIntExact(Arrays.stream(classes()).max().orElse(0) + 1);
  }

  /**
   * Its entries as numbers of an input.
   *
   * @param shape of the input, rows along the first axis
   */
  TensorData numbers(int... shape) throws CommandException {
    int[] all = shape.clone();
    all[0] = rows();
    int size = Arrays.stream(all).reduce(1, Math::multiplyExact);
    if (values.size() != size) {
      throw CommandException.invalidInput(
          "an entry has "
              + values.size() / rows()
              + " numbers, an output of the network "
              + size / rows()
              + "; "
              + option
              + "; give as many a row");
    }
    return TensorData.ofDoubles(DataType.FLOAT, all, values.toDoubles());
  }
}
