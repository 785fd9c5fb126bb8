package dev.vouch.cli.score;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.circuits.data.DataType;
import dev.vouch.circuits.input.FormatOptions;
import dev.vouch.circuits.input.InputReader;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where labels and groups are: in files of their own, or beside the data.
 *
 * @param data files of the rows
 * @param ofTables of what type the numbers of a table are
 * @param names what words are; {@code null}: there are none, but numbers
 */
record ScoreColumns(
    List<String> data, DataType ofTables, @Nullable ClassNames names, FormatOptions formats) {
  private static final String USUAL = "labels";
  private static final String AS_INPUT = "label";

  static boolean isFile(String name) {
    return Files.exists(Path.of(name));
  }

  /**
   * The labels.
   *
   * @param named a file, or an array or column of the data; null: one of the usual name
   */
  ScoreColumn labels(@Nullable String named) throws IOException, CommandException {
    if (named != null) {
      return read("--labels", named, USUAL);
    }
    requireData("--labels", USUAL);
    try {
      return ofData("--labels", USUAL);
    } catch (CommandException first) {
      try {
        return ofData("--labels", AS_INPUT);
      } catch (CommandException second) {
        throw hasColumn(AS_INPUT) ? second : first;
      }
    }
  }

  /**
   * The groups.
   *
   * @param named a file, or an array or column of the data
   */
  ScoreColumn groups(String named) throws IOException, CommandException {
    return read("--group-by", named, "groups");
  }

  /**
   * Reads a file, or an array of the data.
   *
   * @param array name of the array in a file that has several
   */
  private ScoreColumn read(String option, String named, String array)
      throws IOException, CommandException {
    if (isFile(named) || named.equals("-")) {
      return ScoreColumn.read(option, List.of(named), array, ofTables, formats(array));
    }
    requireData(option, named);
    return ofData(option, named);
  }

  private void requireData(String option, String array) throws CommandException {
    if (data.size() != 1 || !isFile(data.get(0))) {
      throw CommandException.usage(
          (data.isEmpty() ? "the committed rows have no '" : "there is no one file of data with '")
              + array
              + "'; "
              + option
              + "; give a file");
    }
  }

  private boolean hasColumn(String name) throws IOException {
    Path file = Path.of(data.get(0));
    return InputReader.isTable(file) && InputReader.columns(file).contains(name);
  }

  private ScoreColumn ofData(String option, String array) throws IOException, CommandException {
    Path file = Path.of(data.get(0));
    if (InputReader.isTable(file)) {
      List<String> columns = InputReader.columns(file);
      if (!columns.contains(array)) {
        throw CommandException.invalidInput(
            "the table has no column '" + array + "'; " + option + "; it has " + columns);
      }
    }
    return ScoreColumn.read(option, data, array, ofTables, formats(array)).named(array);
  }

  private FormatOptions formats(String array) {
    return names == null ? formats : formats.withClasses(Map.of(array, names));
  }
}
