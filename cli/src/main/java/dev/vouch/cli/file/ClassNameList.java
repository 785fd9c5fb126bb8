package dev.vouch.cli.file;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names of classes as an option has them: between commas, or a line each in a file. */
public final class ClassNameList {
  /** What an option's value is called. */
  public static final String LABEL = "NAME,NAME,...|FILE";

  private static final int MOST_BYTES = 1 << 22;

  private ClassNameList() {}

  /**
   * The names.
   *
   * @param option as the user writes it, for messages
   * @param text names, if it has a comma, else a file
   */
  public static ClassNames of(String option, String text) throws IOException, CommandException {
    boolean listed = text.indexOf(',') >= 0;
    List<String> names =
        listed ? List.of(text.split(",", -1)) : lines(new InputFile(text).bytes(MOST_BYTES));
    try {
      return ClassNames.of(names.stream().map(String::strip).toList());
    } catch (IllegalArgumentException e) {
      String message =
          e.getMessage() + "; " + option + " " + text + "; give the name of each class in order";
      throw listed ? CommandException.usage(message) : CommandException.invalidInput(message);
    }
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }
}
