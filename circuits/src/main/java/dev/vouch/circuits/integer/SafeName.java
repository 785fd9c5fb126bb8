package dev.vouch.circuits.integer;

import dev.vouch.verifier.format.FormatReader;
import java.nio.charset.StandardCharsets;

/** Names of a model as {@code str} of the byte formats takes them (docs/spec/formats.md). */
public final class SafeName {
  private static final int MAX_BYTES = 200;

  private SafeName() {}

  /** The name with control characters replaced, cut to 200 bytes of UTF-8. */
  public static String of(String name) {
    StringBuilder cleaned = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int codePoint = name.codePointAt(i);
      i += Character.charCount(codePoint);
      boolean bad = FormatReader.isControl(codePoint) || isLoneSurrogate(codePoint);
      String piece = bad ? "_" : Character.toString(codePoint);
      bytes += piece.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      cleaned.append(piece);
    }
    return cleaned.toString();
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
