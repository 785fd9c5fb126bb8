package dev.vouch.cli.console;

import dev.vouch.verifier.format.NameCharacters;
import java.util.Locale;

/**
 * Text in which characters that a terminal would not show as themselves stand escaped: names of
 * models, files and data are printed, and none may move the cursor or turn lines around.
 */
final class Printable {
  private Printable() {}

  /** Lines for people: a backslash and {@code u{202E}} for a character; line ends and tabs stay. */
  static String text(String text) {
    if (!NameCharacters.anyForbidden(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c != '\n' && c != '\t' && NameCharacters.isForbidden(c)) {
                shown.append(String.format(Locale.ROOT, "\\u{%04X}", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /** The same JSON value: characters inside its strings are escaped as JSON does. */
  static String json(String json) {
    if (!NameCharacters.anyForbidden(json)) {
      return json;
    }
    StringBuilder shown = new StringBuilder();
    json.codePoints()
        .forEach(
            c -> {
              if (NameCharacters.isForbidden(c)) {
                for (char unit : Character.toChars(c)) {
                  shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
