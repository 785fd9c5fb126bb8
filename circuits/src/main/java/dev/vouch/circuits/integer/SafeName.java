package dev.vouch.circuits.integer;

import dev.vouch.verifier.format.NameCharacters;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names of a model as {@code str} of the byte formats takes them (docs/spec/formats.md). */
public final class SafeName {
  private static final int MAX_BYTES = 200;

  private SafeName() {}

  /**
   * The name cut to 200 bytes of UTF-8. Instead of a character that {@link NameCharacters} forbids
   * stand a backslash and {@code u{202E}}.
   */
  public static String of(String name) {
    StringBuilder cleaned = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int codePoint = name.codePointAt(i);
      i += Character.charCount(codePoint);
      String piece = shown(codePoint);
      bytes += piece.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      cleaned.append(piece);
    }
    return cleaned.toString();
  }

  private static String shown(int codePoint) {
    boolean bad = NameCharacters.isForbidden(codePoint) || isLoneSurrogate(codePoint);
    return bad ? String.format(Locale.ROOT, "\\u{%04X}", codePoint) : Character.toString(codePoint);
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
