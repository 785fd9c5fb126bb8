package dev.vouch.cli.file;

import dev.vouch.circuits.data.ClassNames;
import dev.vouch.cli.failure.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names of classes as an option has them: between commas, or a line each in a file. */
public final class ClassNameList {
  /** What an option's value is called. */
  public static final String LABEL = "NAME,NAME,...|FILE";

  private static final int MOST_BYTES = 1 << 22;

  /** Some editors put it before UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String HINT = "give the name of each class in order";

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
        listed ? List.of(text.split(",", -1)) : lines(text, new InputFile(text).bytes(MOST_BYTES));
    try {
      return ClassNames.of(names.stream().map(String::strip).toList());
    } catch (IllegalArgumentException e) {
      String message = e.getMessage() + "; " + option + " " + text + "; " + HINT;
      throw listed ? CommandException.usage(message) : CommandException.invalidInput(message);
    }
  }

  private static List<String> lines(String file, byte[] bytes) throws CommandException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
    } catch (CharacterCodingException e) {
      throw CommandException.invalidInput(file + " is no text in UTF-8; " + HINT);
    }
  }
}
