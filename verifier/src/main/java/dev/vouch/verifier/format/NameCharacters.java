package dev.vouch.verifier.format;

/**
 * Which characters the strings of the byte formats hold (docs/spec/formats.md): none that a
 * terminal or a page does not show as itself, that is control and format characters, line and
 * paragraph separators. The list is closed, so that no version of Unicode decides.
 */
public final class NameCharacters {
  /** First and last code points, ascending. */
  private static final int[][] FORBIDDEN = {
    {0x00, 0x1f},
    {0x7f, 0x9f},
    {0xad, 0xad},
    {0x0600, 0x0605},
    {0x061c, 0x061c},
    {0x06dd, 0x06dd},
    {0x070f, 0x070f},
    {0x0890, 0x0891},
    {0x08e2, 0x08e2},
    {0x180e, 0x180e},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfeff, 0xfeff},
    {0xfff9, 0xfffb},
    {0x110bd, 0x110bd},
    {0x110cd, 0x110cd},
    {0x13430, 0x1343f},
    {0x1bca0, 0x1bca3},
    {0x1d173, 0x1d17a},
    {0xe0000, 0xe007f},
  };

  private NameCharacters() {}

  /** Whether a code point may not stand in a string of these formats. */
  public static boolean isForbidden(int codePoint) {
    for (int[] range : FORBIDDEN) {
      if (codePoint <= range[1]) {
        return codePoint >= range[0];
      }
    }
    return false;
  }

  /** Whether a text holds a code point that may not stand in a string of these formats. */
  public static boolean anyForbidden(String text) {
    return text.codePoints().anyMatch(NameCharacters::isForbidden);
  }
}
